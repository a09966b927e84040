import NIOCore
import Testing

@testable import Server
@testable import Workstation

@Suite struct EventFrameTests {
    @Test func `a run's reports carry its identifier beside their own fields`() throws {
        let measured = RunMetrics.HeldOut(step: 5, loss: nil, recallLoss: 0.5, isBest: true)
        #expect(
            try String(buffer: EventFrame(.runHeldOut(runId: "r", measured)).buffer)
                == "event: runHeldOut\ndata: {\"isBest\":true,\"recallLoss\":0.5,\"runId\":\"r\",\"step\":5}\n\n"
        )
        let sample = RunMetrics.Sample(step: 0, prompt: "q", answer: "a", reference: nil)
        #expect(
            try String(buffer: EventFrame(.runSample(runId: "r", sample)).buffer)
                == "event: runSample\ndata: {\"answer\":\"a\",\"prompt\":\"q\",\"runId\":\"r\",\"step\":0}\n\n"
        )
    }
}
