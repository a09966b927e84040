import Foundation
import TestSupport
import Testing

@testable import Ingest

#if canImport(Glibc)
    import Glibc
#endif

/// Each test enters the sandbox in a process of its own and leaves with a number that says what failed.
@Suite struct SandboxTests {
    @Test func `denies every kind of socket`() async {
        await #expect(processExitsWith: .exitCode(0)) {
            guard Sandbox.enter(limits: ExtractionLimits()).contains(.callsFiltered) else { exit(1) }
            if socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) >= 0 { exit(2) }
            if socket(AF_INET6, Int32(SOCK_DGRAM.rawValue), 0) >= 0 { exit(3) }
            if socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0) >= 0 { exit(4) }
            if socket(AF_NETLINK, Int32(SOCK_RAW.rawValue), 0) >= 0 { exit(5) }
            exit(0)
        }
    }

    @Test func `denies writing, making, renaming and removing files`() async {
        await #expect(processExitsWith: .exitCode(0)) {
            let folder = NSTemporaryDirectory() + "/diapason-sandbox-\(getpid())"
            guard mkdir(folder, 0o700) == 0,
                FileManager.default.createFile(atPath: folder + "/a", contents: Data([1]))
            else { exit(1) }
            guard Sandbox.enter(limits: ExtractionLimits()).deniesNetworkAndWriting else { exit(2) }
            if open(folder + "/a", O_WRONLY) >= 0 || open(folder + "/a", O_RDWR) >= 0 { exit(3) }
            if open(folder + "/b", O_CREAT | O_WRONLY, 0o600) >= 0 || creat(folder + "/b", 0o600) >= 0 {
                exit(4)
            }
            if rename(folder + "/a", folder + "/c") == 0 || unlink(folder + "/a") == 0
                || mkdir(folder + "/d", 0o700) == 0
            {
                exit(5)
            }
            if symlink("/etc", folder + "/e") == 0 || truncate(folder + "/a", 0) == 0
                || chmod(folder + "/a", 0) == 0
            {
                exit(6)
            }
            let reading = open(folder + "/a", O_RDONLY)
            var byte: UInt8 = 0
            exit(reading >= 0 && read(reading, &byte, 1) == 1 && byte == 1 ? 0 : 7)
        }
    }

    @Test func `hands its limits on to programs that it starts`() async {
        await #expect(processExitsWith: .exitCode(0)) {
            guard Sandbox.enter(limits: ExtractionLimits()).deniesNetworkAndWriting else { exit(1) }
            let path = "/tmp/diapason-sandbox-child-\(getpid())"
            guard let shell = strdup("/bin/sh"), let flag = strdup("-c"),
                let script = strdup("echo x > \(path)")
            else { exit(2) }
            var arguments: [UnsafeMutablePointer<CChar>?] = [shell, flag, script, nil]
            var child: pid_t = 0
            guard posix_spawn(&child, "/bin/sh", nil, nil, &arguments, nil) == 0 else { exit(3) }
            var status: Int32 = 0
            guard waitpid(child, &status, 0) == child else { exit(4) }
            exit(status != 0 && access(path, F_OK) != 0 ? 0 : 5)
        }
    }

    @Test func `denies what would lead out of it`() async {
        await #expect(processExitsWith: .exitCode(0)) {
            guard Sandbox.enter(limits: ExtractionLimits()).contains(.callsFiltered) else { exit(1) }
            if chroot("/") == 0 || errno != EPERM { exit(2) }
            var ends: [Int32] = [0, 0]
            if socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 || errno != EPERM { exit(3) }
            if open("/proc/self/mem", O_RDWR) >= 0 { exit(4) }
            exit(0)
        }
    }

    @Test func `ends a process that uses too much processor time`() async {
        await #expect(processExitsWith: .signal(SIGXCPU)) {
            var limits = ExtractionLimits()
            limits.cpuSeconds = 1
            Sandbox.allow(limits)
            while getppid() >= 0 {}
            exit(1)
        }
    }

    @Test func `says in a sentence what holds`() {
        #expect(SandboxProtections([.callsFiltered, .filesReadOnly]).explanation.contains("without network"))
        #expect(SandboxProtections([]).explanation.contains("only resource limits"))
        #expect(!SandboxProtections([.filesReadOnly]).deniesNetworkAndWriting)
    }
}
