internal import ArgumentParser
internal import Core

extension Numerics: ExpressibleByArgument {}
