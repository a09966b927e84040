import Core
import Testing

@testable import Ingest

@Suite struct MailExtractorTests {
    private func mail(_ body: String, type: String = "text/plain; charset=utf-8", extra: String = "")
        -> String
    {
        """
        From: Ann Potter <ann@example.org>
        To: Bo <bo@example.org>
        Subject: =?UTF-8?B?7ZWc?= =?utf-8?Q?=EA=B5=AD?= kiln
        Date: Fri, 3 May 2024 09:30:00 +0200
        Message-ID: <1@example.org>
        MIME-Version: 1.0
        Content-Type: \(type)
        \(extra.isEmpty ? "" : extra + "\n")
        \(body)
        """
    }

    @Test func `says who writes, whom they quote, and keeps the signature apart`() throws {
        let document = try TestFile(
            mail(
                """
                Hello Bo,

                Thursday is fine.

                On Thu, 2 May 2024 at 10:00, Bo Clay <bo@example.org> wrote:

                > Is Thursday
                > > or Friday
                > fine?

                See you then.

                -- 
                Ann Potter
                Kiln street 1
                """)
        ).extract()
        #expect(
            document.outline == [
                "h1 한국 kiln", "p Hello Bo,", "p Thursday is fine.",
                "p On Thu, 2 May 2024 at 10:00, Bo Clay <bo@example.org> wrote:",
                "quote Is Thursday\n> or Friday\nfine?", "p See you then.", "p Ann Potter", "p Kiln street 1",
            ])
        let ann = "Ann Potter"
        #expect(document.blocks.map(\.speaker) == [nil, ann, ann, ann, "Bo Clay", ann, ann, ann])
        #expect(
            document.blocks.map(\.role) == [nil, nil, nil, .attribution, nil, nil, .signature, .signature])
        #expect(
            document.title == "한국 kiln" && document.author == ann
                && document.date == "2024-05-03T09:30:00+02:00")
        #expect(document.format == .email && document.blocks[1].date == "2024-05-03T09:30:00+02:00")
    }

    @Test func `takes a forwarded or answered message below for somebody else's words`() throws {
        let document = try TestFile(
            mail(
                """
                Please read this.

                From: Cy Stone <cy@example.org>
                Sent: Monday, May 6, 2024 10:00
                To: Ann Potter
                Subject: Clay

                The clay has come.
                Regards
                """)
        ).extract()
        #expect(document.blocks.last?.kind == .quote && document.blocks.last?.speaker == "Cy Stone")
        #expect(document.blocks.last?.text == "The clay has come.\nRegards")
        #expect(document.blocks.count { $0.role == .attribution } == 4)
    }

    @Test func `prefers the plain part, undoes transfer encodings, names attachments`() throws {
        let body = """
            --x
            Content-Type: multipart/alternative; boundary="y z"

            --y z
            Content-Type: text/html

            <p>No</p>
            --y z
            Content-Type: text/plain; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            Caf=E9 au=
             lait
            --y z--
            --x
            Content-Type: application/pdf
            Content-Disposition: attachment; filename*0*=UTF-8''pla; filename*1*=n%20A.pdf
            Content-Transfer-Encoding: base64

            JVBERi0xLjQ=
            --x
            Content-Type: image/png

            x
            --x--
            """
        let document = try TestFile(mail(body, type: "multipart/mixed;\n boundary=x")).extract()
        #expect(document.outline == ["h1 한국 kiln", "p Café au lait"])
        #expect(
            document.notes == [
                "Attachments are documents of their own: plan A.pdf.",
                "Pictures inside the text were left out: 1.",
            ])
    }

    @Test func `reads the page where the plain part is blank`() throws {
        let body =
            "--x\nContent-Type: text/plain\n\n \n\t\n--x\nContent-Type: text/html\n\n<p>The kiln is hot.</p>\n--x--\n"
        let document = try TestFile(mail(body, type: "multipart/alternative; boundary=x")).extract()
        #expect(document.outline.last == "p The kiln is hot.")
    }

    @Test func `takes the mark of a mailbox before its sender's own words away`() throws {
        let document = try TestFile(
            mail(
                "Hello.\n\n>From May on the kiln is cold.\n\nAnn wrote:\n\n>From June on?\n\n>From July\n> on?\n"
            )
        ).extract()
        #expect(
            document.outline.dropFirst() == [
                "p Hello.", "p From May on the kiln is cold.", "p Ann wrote:",
                "quote From June on?\nFrom July\non?",
            ])
    }

    @Test func `reads HTML mail and Japanese in seven bits`() throws {
        let html = mail("<h1>Hi</h1><p>Thursday</p><blockquote>Said</blockquote>", type: "text/html")
        let document = try TestFile(html).extract()
        #expect(document.outline == ["h1 한국 kiln", "h3 Hi", "p Thursday", "quote Said"])
        #expect(document.blocks.map(\.speaker) == [nil, "Ann Potter", "Ann Potter", nil])
        let japanese = mail("\u{1B}$BF|K\\\u{1B}(B", type: "text/plain; charset=ISO-2022-JP")
        #expect(try TestFile(japanese).extract().outline.last == "p 日本")
    }

    @Test func `joins flowed text`() throws {
        let text = mail("This goes \non here.\n\n> quoted \n> on\n", type: "text/plain; format=flowed")
        #expect(
            try TestFile(text).extract().outline.dropFirst() == ["p This goes on here.", "quote quoted on"])
    }

    @Test func `refuses encrypted mail and mail without text`() throws {
        let pgp = mail(
            "--x\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--x--",
            type: "multipart/encrypted; boundary=x")
        #expect(try TestFile(pgp).refusal()?.reason == .encrypted)
        #expect(try TestFile(mail("")).refusal()?.reason == .noText)
    }

    @Test func `survives every shortening, parts without end and parts in parts`() throws {
        let whole = mail(
            "--x\n\n--x\nContent-Type: message/rfc822\n\nSubject: =?utf-8?Q?=4?=\n\n> a\n--x--",
            type: "multipart/mixed; boundary=x")
        for count in 0...whole.count {
            _ = try TestFile(String(whole.prefix(count)), name: "a.eml").refusal()
        }
        let deep = (0..<5000).map { "--b\($0)\nContent-Type: multipart/mixed; boundary=b\($0 + 1)\n\n" }
            .joined()
        _ = try TestFile(mail(deep, type: "multipart/mixed; boundary=b0")).refusal()
        let many = String(repeating: "--x\n\na\n", count: 100_000)
        let cut = try TestFile(mail(many, type: "multipart/mixed; boundary=x")).extract()
        #expect(cut.blocks.count <= 10_001)
        #expect(cut.notes == ["Parts of the mail behind the first 10000 were left out."])
    }

    @Test(arguments: [
        ("Fri, 3 May 2024 09:30:00 +0200 (CEST)", "2024-05-03T09:30:00+02:00"),
        ("3 May 24 9:05 GMT", "2024-05-03T09:05:00Z"),
        ("Fri May  3 09:30:00 2024", "2024-05-03T09:30:00"), ("3 May 2024", "2024-05-03"), ("yesterday", nil),
        ("Fri, 99 May 2024", nil), ("May", nil),
    ])
    func `reads dates of mail`(text: String, date: String?) { #expect(MailDate.iso(text) == date) }

    @Test(arguments: [
        ("Ann Potter <a@x>", "Ann Potter"), ("\"Potter, Ann\" <a@x>", "Potter, Ann"), ("a@x (Ann)", "Ann"),
        ("<a@x>", "a@x"),
        ("a@x, b@x", "a@x"),
    ])
    func `reads names of senders`(text: String, name: String) { #expect(MailAddress.name(text) == name) }

    @Test(arguments: [
        ("On Mon, May 3, 2024 at 10:00 AM Ann Potter <a@x> wrote:", "Ann Potter"),
        ("Am 03.05.24 um 10:00 schrieb Ann Potter:", "Ann Potter"),
        ("Ann Potter wrote:", "Ann Potter"), ("Le 3 mai 2024 à 10:00, Ann Potter a écrit :", "Ann Potter"),
        ("2024년 5월 3일 (금) 오전 9:30, 한지우 <h@x>님이 작성:", "한지우"),
    ])
    func `recognises attributions`(line: String, name: String) {
        #expect(MailQuote.isAttribution(line))
        #expect(MailQuote.author(line) == name)
    }
}
