import Testing

@testable import Ingest

@Suite struct CommonWordDetectorTests {
    @Test(arguments: [
        ("A package may contain a control information file called conffiles.", "en"),
        ("Dpkg can do a certain amount of automatic handling of package configuration files.", "en"),
        ("Die Werkstatt ist am Montag geschlossen, weil der Meister auf dem Markt ist.", "de"),
        ("O museu está fechado às segundas e os visitantes não podem tocar nos objetos da sala.", "pt"),
        ("공방은 월요일에 문을 닫습니다. 장인이 시장에 가기 때문입니다.", "ko"),
    ])
    func `tells the language of a sentence`(text: String, code: String) {
        let guess = CommonWordDetector().language(of: text)
        #expect(guess?.code == code, "\(String(describing: guess))")
    }

    @Test(arguments: ["", "Yes.", "12:30", "<|im_end|>", "xyz abc qwe rty uio pas dfg hjk"])
    func `says nothing of what is too short or like none`(text: String) {
        #expect(CommonWordDetector().language(of: text) == nil)
    }
}
