// swift-tools-version: 6.2
import PackageDescription

// Layers from the bottom up; inside a layer and inside each list, names are sorted. Imports go downwards only
// (docs/architecture.md); CI builds with --explicit-target-dependency-import-check=error.

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// A Swift library target: all of them share one set of language settings.
func library(_ name: String, _ dependencies: [Target.Dependency] = [], memorySafe: Bool = false) -> Target {
    .target(
        name: name,
        dependencies: dependencies,
        swiftSettings: settings + (memorySafe ? [.strictMemorySafety()] : []))
}

/// The tests of one target; `TestSupport` comes with all of them.
func tests(of name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name + "Tests",
        dependencies: Set([name, "Core", "TestSupport"]).sorted().map { .target(name: $0) } + dependencies,
        resources: resources,
        swiftSettings: settings)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")

// The shipped program carries the Swift runtime; the tests use the toolchain's. Both come from one build because
// only the last link of the program differs: these are the libraries that a static Foundation leaves open. Nothing loads
// the program as a library, so it exports no names: the table of them is as large as a tenth of its code. The functions
// that a chat needs lie next to each other (scripts/order-functions.py), which saves 10 to 20 MB of memory.
let functionOrder = Context.packageDirectory + "/packaging/function-order.txt"
let linkerFlags = [
    "--no-export-dynamic", "--no-warn-symbol-ordering", "--symbol-ordering-file=\(functionOrder)",
]
let staticRuntime: [LinkerSetting] =
    [.unsafeFlags(["-static-stdlib", "-use-ld=lld"] + linkerFlags.flatMap { ["-Xlinker", $0] })]
    + [
        "swiftSynchronization", "CoreFoundation", "_FoundationCShims", "_FoundationCollections",
        "_FoundationICU",
    ]
    .map { .linkedLibrary($0) }

let package = Package(
    name: "diapason",
    products: [.executable(name: "diapason", targets: ["diapason"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types.git", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-system.git", exact: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift.git", exact: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1",
            traits: ["FullFoundation"]),
        .package(url: "https://github.com/LebJe/TOMLKit.git", exact: "0.6.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", exact: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess.git", exact: "1.0.2"),
    ],
    targets: [
        // C and system libraries.
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
        .target(name: "CKernels", linkerSettings: [.linkedLibrary("m")]),
        .target(name: "CLanguage", linkerSettings: [.linkedLibrary("cld2")]),
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
        .target(name: "CSandbox"),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),

        // Values that every module shares.
        library("Core"),

        // Numbers.
        library("Tensor", ["CKernels", "COpenBLAS", "Core"], memorySafe: true),
        library("Engine", ["Core", "Tensor"]),
        library("Training", ["Core", "Engine", "Tensor"]),

        // Text.
        library("Evaluation", ["Core"]),
        library("Ingest", ["CArchive", "CLanguage", "CSandbox", "CXML2", "Core"], memorySafe: true),
        library("Tokenizer", ["Core"]),

        // Data.
        library("Store", ["Core", crypto, grdb]),

        // What the product does.
        library(
            "Workstation",
            [
                "Core", "Engine", "Evaluation", "Ingest", "Store", "Tensor", "Tokenizer", "Training", logging,
                subprocess,
                system, toml,
            ]),

        // Fronts.
        library(
            "Server",
            [
                "Core", "Workstation", httpTypes, hummingbird, logging, nioCore, nioHTTP1, nioPosix,
                serviceLifecycle,
            ]),
        library("Commands", ["Core", "Server", "Workstation", argumentParser]),
        .executableTarget(
            name: "diapason", dependencies: ["Commands"], swiftSettings: settings,
            linkerSettings: staticRuntime),

        // Tests.
        .target(
            name: "TestSupport", dependencies: ["Core"], path: "Tests/TestSupport", swiftSettings: settings),
        tests(of: "Commands", ["Workstation"]),
        tests(of: "Core"),
        tests(of: "Engine", ["Tensor"], resources: [.copy("Fixtures")]),
        tests(of: "Evaluation"),
        tests(of: "Ingest"),
        tests(of: "Server", ["Workstation", httpTypes, hummingbird, logging, nioCore, nioHTTP1, nioPosix]),
        tests(of: "Store", [grdb]),
        tests(of: "Tensor"),
        tests(of: "Tokenizer"),
        tests(of: "Training", ["Engine", "Tensor"], resources: [.copy("Fixtures")]),
        tests(of: "Workstation", ["Engine", "Ingest", "Store", "Tensor", "Tokenizer", "Training"]),
    ],
    cxxLanguageStandard: .cxx17
)
