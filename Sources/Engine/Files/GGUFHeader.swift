internal import Tensor

/// Reads the parts of a GGUF header.
enum GGUFHeader {
    /// The numbers of value types in the format.
    private enum ValueType: UInt32 {
        case uint8, int8, uint16, int16, uint32, int32, float32, bool, string, array, uint64, int64, float64

        /// The fewest bytes that a value takes.
        var leastBytes: Int {
            switch self {
            case .uint8, .int8, .bool: 1
            case .uint16, .int16: 2
            case .uint32, .int32, .float32: 4
            case .string, .uint64, .int64, .float64: 8
            case .array: 12
            }
        }
    }

    /// Reads the metadata, and where each value lies with its type in front.
    static func metadata(
        _ cursor: inout ByteCursor, count: Int
    ) throws(EngineError) -> (values: [String: MetadataValue], places: [(key: String, range: Range<Int>)]) {
        var values: [String: MetadataValue] = [:]
        var places: [(key: String, range: Range<Int>)] = []
        for _ in 0..<count {
            let key = try cursor.name("a metadata key")
            let start = cursor.offset
            let type = try valueType(&cursor, key)
            let value = type == .array ? try list(&cursor, key) : try single(&cursor, type, key)
            guard values.updateValue(value, forKey: key) == nil else {
                throw .corrupt(cursor.file.path, "it holds the metadata key \(FileName.quoted(key)) twice")
            }
            places.append((key, start..<cursor.offset))
        }
        return (values, places)
    }

    /// Reads the list of tensors, with offsets still relative to the data.
    static func tensors(_ cursor: inout ByteCursor, count: Int) throws(EngineError) -> [GGUFTensor] {
        var result: [GGUFTensor] = []
        result.reserveCapacity(count)
        for _ in 0..<count {
            let name = try cursor.name("a tensor name")
            let dimensions = try cursor.integer(UInt32.self)
            guard dimensions >= 1, dimensions <= GGUFFile.mostDimensions else {
                throw .corrupt(
                    cursor.file.path, "the tensor \(FileName.quoted(name)) has \(dimensions) dimensions")
            }
            var sizes: [Int] = []
            var product = 1
            for _ in 0..<dimensions {
                let size = try cursor.integer(UInt64.self)
                let known = Int(exactly: size) ?? 0
                let (next, overflow) = product.multipliedReportingOverflow(by: known)
                guard known > 0, !overflow else {
                    throw .corrupt(
                        cursor.file.path,
                        "the tensor \(FileName.quoted(name)) has an impossible size of \(size)")
                }
                product = next
                sizes.append(known)
            }
            let type = try cursor.integer(UInt32.self)
            let offset = try cursor.integer(UInt64.self)
            guard let offset = Int(exactly: offset) else {
                throw .corrupt(
                    cursor.file.path, "the tensor \(FileName.quoted(name)) starts after the end of the file")
            }
            result.append(GGUFTensor(name: name, sizes: sizes, type: Int(type), offset: offset))
        }
        return result
    }

    /// Turns relative offsets into places in the file, all inside it and none inside another.
    static func placed(
        _ tensors: [GGUFTensor], from start: Int, alignment: Int, in file: MappedFile
    ) throws(EngineError) -> [GGUFTensor] {
        var result: [GGUFTensor] = []
        var spans: [(range: Range<Int>, name: String)] = []
        for tensor in tensors {
            let name = FileName.quoted(tensor.name)
            let (offset, overflow) = start.addingReportingOverflow(tensor.offset)
            guard !overflow, offset <= file.byteCount, tensor.offset % alignment == 0 else {
                throw .corrupt(file.path, "the tensor \(name) starts at an impossible place")
            }
            result.append(
                GGUFTensor(name: tensor.name, sizes: tensor.sizes, type: tensor.type, offset: offset))
            guard let format = WeightFormat(rawValue: tensor.type) else { continue }
            guard let columns = tensor.sizes.first, columns % format.blockWeights == 0 else {
                throw .corrupt(
                    file.path, "the rows of the tensor \(name) do not fit its format \(format.name)")
            }
            let (bytes, tooMany) = (tensor.count / format.blockWeights)
                .multipliedReportingOverflow(by: format.blockBytes)
            guard !tooMany, bytes <= file.byteCount - offset else {
                throw .corrupt(file.path, "the tensor \(name) reaches past the end")
            }
            spans.append((offset..<offset + bytes, name))
        }
        spans.sort { $0.range.lowerBound < $1.range.lowerBound }
        for (one, next) in zip(spans, spans.dropFirst()) where one.range.upperBound > next.range.lowerBound {
            throw .corrupt(file.path, "the tensors \(one.name) and \(next.name) overlap")
        }
        return result
    }

    private static func valueType(_ cursor: inout ByteCursor, _ key: String) throws(EngineError) -> ValueType
    {
        let number = try cursor.integer(UInt32.self)
        guard let type = ValueType(rawValue: number) else {
            throw .corrupt(
                cursor.file.path, "the metadata value \(FileName.quoted(key)) has the unknown type \(number)")
        }
        return type
    }

    private static func single(
        _ cursor: inout ByteCursor, _ type: ValueType, _ key: String
    ) throws(EngineError) -> MetadataValue {
        switch type {
        case .uint8: .integer(Int(try cursor.integer(UInt8.self)))
        case .int8: .integer(Int(try cursor.integer(Int8.self)))
        case .uint16: .integer(Int(try cursor.integer(UInt16.self)))
        case .int16: .integer(Int(try cursor.integer(Int16.self)))
        case .uint32: .integer(Int(try cursor.integer(UInt32.self)))
        case .int32: .integer(Int(try cursor.integer(Int32.self)))
        case .int64: .integer(Int(try cursor.integer(Int64.self)))
        case .uint64: whole(try cursor.integer(UInt64.self))
        case .float32: .float(Double(Float(bitPattern: try cursor.integer(UInt32.self))))
        case .float64: .float(Double(bitPattern: try cursor.integer(UInt64.self)))
        case .bool: .bool(try cursor.integer(UInt8.self) != 0)
        case .string: .string(try cursor.text("the metadata value \(FileName.quoted(key))"))
        case .array:
            throw .corrupt(cursor.file.path, "the metadata value \(FileName.quoted(key)) nests lists")
        }
    }

    private static func whole(_ value: UInt64) -> MetadataValue {
        Int(exactly: value).map { .integer($0) } ?? .unsigned(value)
    }

    private static func list(_ cursor: inout ByteCursor, _ key: String) throws(EngineError) -> MetadataValue {
        let type = try valueType(&cursor, key)
        let count = try cursor.count(of: "elements of \(FileName.quoted(key))", least: type.leastBytes)
        switch type {
        case .uint8: return .integers(try cursor.integers(UInt8.self, count: count).map { Int($0) })
        case .int8: return .integers(try cursor.integers(Int8.self, count: count).map { Int($0) })
        case .uint16: return .integers(try cursor.integers(UInt16.self, count: count).map { Int($0) })
        case .int16: return .integers(try cursor.integers(Int16.self, count: count).map { Int($0) })
        case .uint32: return .integers(try cursor.integers(UInt32.self, count: count).map { Int($0) })
        case .int32: return .integers(try cursor.integers(Int32.self, count: count).map { Int($0) })
        case .int64: return .integers(try cursor.integers(Int64.self, count: count).map { Int($0) })
        case .uint64:
            let values = try cursor.integers(UInt64.self, count: count)
            guard values.allSatisfy({ $0 <= UInt64(Int.max) }) else {
                throw .corrupt(
                    cursor.file.path, "the list \(FileName.quoted(key)) holds an impossible number")
            }
            return .integers(values.map { Int($0) })
        case .float32:
            let bits = try cursor.integers(UInt32.self, count: count)
            return .floats(bits.map { Double(Float(bitPattern: $0)) })
        case .float64:
            return .floats(try cursor.integers(UInt64.self, count: count).map { Double(bitPattern: $0) })
        case .bool: return .bools(try cursor.integers(UInt8.self, count: count).map { $0 != 0 })
        case .string:
            return .strings(try cursor.texts(count: count))
        case .array:
            throw .corrupt(cursor.file.path, "the metadata value \(FileName.quoted(key)) nests lists")
        }
    }
}
