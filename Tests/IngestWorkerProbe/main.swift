import Core
import Ingest

#if canImport(Glibc)
    import Glibc
#endif

// A worker process for the tests of ExtractionPool: it behaves as its first argument says.
switch CommandLine.arguments.dropFirst().first {
case "extract": exit(ExtractionWorker.main())
case "hang": while true { pause() }
case "crash":
    _ = readLine()
    abort()
case "exit": exit(7)
default: exit(64)
}
