internal import Core
internal import Foundation
internal import Server
internal import Workstation

/// Serves an opened workstation until a signal ends it, and says where.
enum ServerRunner {
    static func run(_ workstation: Workstation) async throws {
        do {
            try await DiapasonServer(workstation: workstation).run { address in
                StandardError.line(
                    "Diapason \(ProductVersion.current) serves \(workstation.configuration.home)")
                StandardError.line("Open this link once, in the browser of this machine:")
                StandardOutput.line(address.loginLink)
            }
        } catch {
            await workstation.close()
            throw error
        }
        await workstation.close()
    }
}
