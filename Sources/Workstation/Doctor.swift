internal import Core
internal import Foundation
internal import Store

/// Looks at the machine and the home, and says what is not as it should be with the remedy.
struct Doctor: Sendable {
    private static let scarceBytes = 2_000_000_000
    let configuration: WorkstationConfiguration
    let home: DataHome
    let store: LibraryStore

    func examine() async -> DoctorReport {
        var checks = [
            processor(), disk(), web(), worker(), program("pdftotext", "poppler-utils", "PDF files"),
        ]
        checks.append(await database())
        checks.append(await blobs())
        return DoctorReport(checks: checks)
    }

    private func processor() -> DoctorReport.Check {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let memory = ProcessInfo.processInfo.physicalMemory
        return .init(
            name: "machine", ok: memory >= 4_000_000_000,
            detail: "\(cores) cores, \(memory / 1_000_000_000) GB of memory; training wants at least 4 GB.")
    }

    private func disk() -> DoctorReport.Check {
        let url = URL(filePath: home.path)
        // Without the figure the check says so instead of guessing.
        let values = try? FileManager.default.attributesOfFileSystem(forPath: url.path(percentEncoded: false))
        guard let free = (values?[.systemFreeSize] as? NSNumber)?.intValue else {
            return .init(name: "disk", ok: false, detail: "The free space of \(home.path) cannot be read.")
        }
        return .init(
            name: "disk", ok: free >= Self.scarceBytes,
            detail: "\(free / 1_000_000) MB free under \(home.path); keep at least 2000 MB for runs.")
    }

    private func web() -> DoctorReport.Check {
        let page = configuration.webRoot + "/index.html"
        let vendor = configuration.webRoot + "/vendor"
        let hasPage = FileManager.default.fileExists(atPath: page)
        let hasVendor = FileManager.default.fileExists(atPath: vendor)
        return .init(
            name: "web UI", ok: hasPage && hasVendor,
            detail: hasPage && hasVendor
                ? "The page's files are in \(configuration.webRoot)."
                : "The page's files are missing in \(configuration.webRoot); run `make setup` or set web.root."
        )
    }

    private func worker() -> DoctorReport.Check {
        .init(
            name: "worker", ok: FileManager.default.isExecutableFile(atPath: configuration.workerExecutable),
            detail:
                "Files are read and adapters trained by \(configuration.workerExecutable) in child processes."
        )
    }

    private func program(_ name: String, _ package: String, _ purpose: String) -> DoctorReport.Check {
        let folders = ["/usr/bin", "/usr/local/bin", "/bin"]
        let path = folders.map { $0 + "/" + name }.first { FileManager.default.isExecutableFile(atPath: $0) }
        return .init(
            name: name, ok: path != nil,
            detail: path.map { "\(purpose) are read with \($0)." }
                ?? "\(purpose) are skipped; install the system package \(package).")
    }

    private func database() async -> DoctorReport.Check {
        do {
            let problems = try await store.integrityProblems()
            return .init(
                name: "database", ok: problems.isEmpty,
                detail: problems.isEmpty
                    ? "library.sqlite is sound." : problems.prefix(3).joined(separator: " "))
        } catch {
            return .init(name: "database", ok: false, detail: JobService.sentence(error))
        }
    }

    private func blobs() async -> DoctorReport.Check {
        do {
            let referenced = try await store.referencedBlobs()
            let present = Set(try BlobStore(home).digests())
            let missing = referenced.subtracting(present).count
            let orphans = present.subtracting(referenced).count
            return .init(
                name: "blobs", ok: missing == 0,
                detail: "\(present.count) stored, \(orphans) no longer referenced, \(missing) missing.")
        } catch {
            return .init(name: "blobs", ok: false, detail: JobService.sentence(error))
        }
    }
}
