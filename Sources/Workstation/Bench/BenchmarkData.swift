internal import Core
internal import Foundation

/// Reads the chats that a benchmark trains on.
enum BenchmarkData {
    private static let largest = 256 << 20

    static func read(_ path: String) throws -> [UInt8] {
        do {
            let data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
            guard data.count <= largest else {
                throw WorkstationError(
                    .tooLarge, "benchmark_data_too_large",
                    "The file \(path.debugDescription) is larger than \(largest) bytes; name a smaller one.")
            }
            return Array(data)
        } catch let error as WorkstationError {
            throw error
        } catch {
            throw WorkstationError.notFound("file", path, remedy: "check the path and its permissions")
        }
    }
}
