import Commands

@main
enum Diapason {
    static func main() async {
        await DiapasonCommand.runProgram()
    }
}
