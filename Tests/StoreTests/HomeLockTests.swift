import Core
import Testing

@testable import Store

@Suite struct HomeLockTests {
    @Test func `a second holder is told who is the first`() throws {
        let temporary = try TemporaryHome()
        let lock = try HomeLock(temporary.home, holder: "diapason serve")
        let error = #expect(throws: StoreError.self) {
            try HomeLock(temporary.home, holder: "diapason models import")
        }
        #expect(error?.category == .conflict)
        #expect(error?.message.contains("in use by diapason serve (process ") == true)
        withExtendedLifetime(lock) {}
    }

    @Test func `the lock ends with its holder`() throws {
        let temporary = try TemporaryHome()
        do { _ = try HomeLock(temporary.home, holder: "one") }
        let released = try HomeLock(temporary.home, holder: "released")
        released.release()
        released.release()
        let lock = try HomeLock(temporary.home, holder: "two")
        #expect(HomeLock.holder(of: temporary.home)?.hasPrefix("two ") == true)
        withExtendedLifetime(lock) {}
    }
}
