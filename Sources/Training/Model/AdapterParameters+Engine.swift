import Engine
import Tensor

extension AdapterParameters {
    /// The adapter as inference and files know it, over the same memory: it changes as training goes on.
    func adapter(alpha: Float) -> LoRAAdapter {
        var matrices: [AdapterTensor.Part: [Int: [LinearModule: Matrix]]] = [:]
        for tensor in layout.tensors {
            matrices[tensor.part, default: [:]][tensor.layer, default: [:]][tensor.module] =
                layout.view(tensor, in: values)
        }
        return LoRAAdapter(
            rank: layout.rank, alpha: alpha, configuration: layout.configuration
        ) { layer, module in
            guard let a = matrices[.a]?[layer]?[module], let b = matrices[.b]?[layer]?[module] else {
                return nil
            }
            return LoRAPair(a: a, b: b)
        }
    }
}
