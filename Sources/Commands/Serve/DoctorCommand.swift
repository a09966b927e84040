internal import ArgumentParser
internal import Foundation
internal import Workstation

/// `diapason doctor`: what is right with this machine and home, and what is not.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check this machine and the data home.")

    @OptionGroup var options: ResultOptions

    func run() async throws {
        let data = try await Session.with(options.home) { try await $0.data("GET", "/api/doctor") }
        let report = try JSONCoding.decoder.decode(DoctorReport.self, from: data)
        switch options.format {
        case .json: StandardOutput.line(String(decoding: data, as: UTF8.self))
        case .table:
            var table = Table("CHECK", "STATE", "DETAIL")
            for check in report.checks { table.add(check.name, check.ok ? "ok" : "attention", check.detail) }
            StandardOutput.line(table.text)
        }
        if report.checks.contains(where: { !$0.ok }) { throw ExitCode(1) }
    }
}
