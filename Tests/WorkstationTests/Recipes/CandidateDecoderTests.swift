import Testing

@testable import Workstation

@Suite struct CandidateDecoderTests {
    @Test(arguments: [
        (#"[{"question":"Q","answer":"A","quote":"q","type":"fact"}]"#, 1, 0),
        ("Sure!\n```json\n[{\"question\":\"Q\",\"answer\":\"A\",\"quote\":\"q\"}]\n```\nDone.", 1, 0),
        (
            #"{"questions":[{"question":"Q","answer":"A {b}","evidence":"q"},{"question":"R","answer":"B"}]}"#,
            2, 0
        ),
        (#"[{"question":"Q","answer":"A"},{"question":"R","answer":"cut"#, 1, 1),
        (#"[{"question":"Q" "answer":"A"},{"question":"R","answer":"\"B\" \\"}]"#, 1, 1),
        (#"{"question":3,"answer":"A"}"#, 0, 1), ("", 0, 0), ("no JSON at all }", 0, 0),
        (String(repeating: "{", count: 5000), 0, 1),
    ])
    func `keeps every whole object and counts the damaged`(text: String, whole: Int, damaged: Int) {
        let read = CandidateDecoder.candidates(in: text)
        #expect(read.candidates.count == whole)
        #expect(read.damaged == damaged)
    }
}
