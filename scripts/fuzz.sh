#!/usr/bin/env bash
# Fuzzes one reader with libFuzzer and the address sanitizer, in a build of its own under .build-fuzz.
# Usage: scripts/fuzz.sh TARGET [SECONDS | FILE…]     TARGET: see Tests/Fuzz/README.md; SECONDS: 60 by default
#        with files it runs these inputs once     Environment: FUZZ_FLAGS, further options of libFuzzer
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
target=${1:?usage: scripts/fuzz.sh TARGET [SECONDS | FILE…]}
shift

# A package of links: SwiftPM takes no sources from outside a package, and the product's own manifest stays as it is.
package=.build-fuzz/package
rm -rf "$package"
mkdir -p "$package/Sources/FuzzTargets"
for module in CArchive CKernels CLanguage COpenBLAS CSandbox CXML2 Core Engine Ingest Tensor Tokenizer; do
  ln -s "$root/Sources/$module" "$package/Sources/$module"
done
for file in "$root"/Tests/Fuzz/*.swift "$root"/Tests/*/Fuzz/*Probe.swift; do
  ln -s "$file" "$package/Sources/FuzzTargets/$(basename "$file")"
done
cat >"$package/Package.swift" <<'MANIFEST'
// swift-tools-version: 6.2
import PackageDescription

let swift: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .unsafeFlags(["-sanitize=fuzzer,address", "-g"]),
]
let c: [CSetting] = [.unsafeFlags(["-fsanitize=fuzzer-no-link,address", "-g"])]

let package = Package(
    name: "fuzz",
    products: [.library(name: "FuzzTargets", type: .static, targets: ["FuzzTargets"])],
    targets: [
        .target(name: "CKernels", cSettings: c, linkerSettings: [.linkedLibrary("m")]),
        .systemLibrary(name: "CArchive", pkgConfig: "libarchive"),
        .target(name: "CLanguage", linkerSettings: [.linkedLibrary("cld2")]),
        .systemLibrary(name: "COpenBLAS", pkgConfig: "openblas"),
        .target(name: "CSandbox"),
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0"),
        .target(name: "Core", swiftSettings: swift),
        .target(
            name: "Tensor", dependencies: ["CKernels", "COpenBLAS", "Core"],
            swiftSettings: swift + [.strictMemorySafety()]),
        .target(name: "Engine", dependencies: ["Core", "Tensor"], swiftSettings: swift),
        .target(
            name: "Ingest", dependencies: ["CArchive", "CLanguage", "CSandbox", "CXML2", "Core"],
            swiftSettings: swift + [.strictMemorySafety()]),
        .target(name: "Tokenizer", dependencies: ["Core"], swiftSettings: swift),
        .target(name: "FuzzTargets", dependencies: ["Core", "Engine", "Ingest", "Tensor", "Tokenizer"], swiftSettings: swift),
    ])
MANIFEST
build=.build-fuzz/build
swift build --package-path "$package" --scratch-path "$build" -c release --product FuzzTargets
# The build's own list: objects of files that are gone lie about.
mapfile -t objects <"$build/release/FuzzTargets.product/Objects.LinkFileList"
# libFuzzer brings the main function; the objects name the libraries that they need.
swiftc -use-ld=lld -sanitize=fuzzer,address -parse-as-library -o .build-fuzz/fuzz "${objects[@]}" \
  $(pkg-config --libs openblas libarchive libxml-2.0) -lcld2 -lstdc++ -lm

export DIAPASON_FUZZ_TARGET=$target
# Swift's runtime keeps what it makes once; BLAS threads are not what is tested.
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=0} OPENBLAS_NUM_THREADS=1
# The crash handler of Swift would take the traps that libFuzzer has to see.
export SWIFT_BACKTRACE=enable=no
read -r -a flags <<<"${FUZZ_FLAGS:-}"
if [ $# -gt 0 ] && [ -e "$1" ]; then
  exec .build-fuzz/fuzz "${flags[@]}" "$@"
fi
corpus=.build-fuzz/corpus/$target
found=.build-fuzz/found
mkdir -p "$corpus" "$found"
seeds=()
if [ -d "Tests/Fuzz/Seeds/$target" ]; then seeds+=("Tests/Fuzz/Seeds/$target"); fi
case $target in
  gguf) cp Tests/EngineTests/Fixtures/{written,formats}.gguf "$corpus" ;;
  safetensors) cp Tests/EngineTests/Fixtures/written.safetensors "$corpus" ;;
esac
# A reader that takes more than half a gigabyte for an input of 64 kB believed something it should not have.
exec .build-fuzz/fuzz -max_total_time="${1:-60}" -max_len=65536 -rss_limit_mb=1024 -malloc_limit_mb=512 -timeout=10 \
  -print_final_stats=1 -artifact_prefix="$found/$target-" "${flags[@]}" "$corpus" "${seeds[@]}"
