import Synchronization
import Testing

@testable import Server

@Suite struct LoginCodesTests {
    /// A clock that a test turns.
    private final class Clock: Sendable {
        let time = Mutex(ContinuousClock().now)
        func advance(by duration: Duration) { time.withLock { $0 += duration } }
    }

    private let clock = Clock()
    private var codes: LoginCodes {
        let clock = clock
        return LoginCodes(now: { clock.time.withLock { $0 } })
    }

    @Test func `a code is good once`() {
        let codes = codes
        let code = codes.make()
        #expect(code.utf8.count == 32)
        #expect(!codes.redeem(code + "x"))
        #expect(!codes.redeem(""))
        #expect(codes.redeem(code))
        #expect(!codes.redeem(code))
    }

    @Test func `a code is good for ten minutes`() {
        let codes = codes
        let early = codes.make()
        clock.advance(by: .seconds(599))
        let late = codes.make()
        #expect(codes.redeem(early))
        clock.advance(by: .seconds(600))
        #expect(!codes.redeem(late))
    }

    @Test func `only the latest codes are kept`() {
        let codes = codes
        let first = codes.make()
        let others = (0..<LoginCodes.maximumCount).map { _ in codes.make() }
        #expect(!codes.redeem(first))
        #expect(others.allSatisfy(codes.redeem))
    }

    @Test(arguments: [("secret", true), ("secre", false), ("secrets", false), ("", false), ("Secret", false)])
    func `secrets are equal or not`(given: String, isEqual: Bool) {
        #expect(ConstantTime.equal(given, "secret") == isEqual)
    }

    @Test func `hosts are compared letter by letter`() {
        let hosts = HostList()
        #expect(!hosts.contains("127.0.0.1:7470"))
        hosts.accept(loopbackPort: 7470)
        #expect(hosts.contains("127.0.0.1:7470"))
        #expect(hosts.contains("[::1]:7470"))
        #expect(!hosts.contains("127.0.0.1:7470 "))
        #expect(!hosts.contains("127.0.0.1"))
    }
}
