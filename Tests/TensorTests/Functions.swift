import Foundation

/// e to the power of x, by the system's library.
func exponential(_ x: Double) -> Double { exp(x) }

/// The natural logarithm, by the system's library.
func logarithm(_ x: Double) -> Double { log(x) }

/// Cosine and sine, by the system's library.
func circle(_ angle: Double) -> (cosine: Double, sine: Double) { (cos(angle), sin(angle)) }

/// The hyperbolic tangent, by the system's library.
func tangent(_ x: Double) -> Double { tanh(x) }

/// The normal distribution function, by the system's library.
func normal(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }
