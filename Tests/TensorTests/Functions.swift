import Foundation

/// e to the power of x, by the system's library.
func exponential(_ x: Double) -> Double { exp(x) }

/// The natural logarithm, by the system's library.
func logarithm(_ x: Double) -> Double { log(x) }

/// Cosine and sine, by the system's library.
func circle(_ angle: Double) -> (cosine: Double, sine: Double) { (cos(angle), sin(angle)) }
