/// Names of the code pages that Rich Text files number.
enum RTFCodePage {
    /// The converter's name of a Windows code page.
    static func name(of number: Int) -> String {
        switch number {
        case 1250...1258: "WINDOWS-\(number)"
        case 437, 850, 852, 855, 857, 860...866, 869, 874, 932, 949, 950: "CP\(number)"
        case 936, 54936: "GB18030"
        case 1361: "JOHAB"
        case 10000: "MACINTOSH"
        case 65001: "UTF-8"
        default: "WINDOWS-1252"
        }
    }

    /// The code page of a font's character set, or nil for the file's own.
    static func number(ofCharacterSet set: Int) -> Int? {
        switch set {
        case 0: 1252
        case 77: 10000
        case 128: 932
        case 129: 949
        case 130: 1361
        case 134: 936
        case 136: 950
        case 161: 1253
        case 162: 1254
        case 163: 1258
        case 177: 1255
        case 178: 1256
        case 186: 1257
        case 204: 1251
        case 222: 874
        case 238: 1250
        default: nil
        }
    }
}
