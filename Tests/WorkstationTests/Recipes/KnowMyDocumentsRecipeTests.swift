import Core
import Testing

@testable import Workstation

@Suite struct KnowMyDocumentsRecipeTests {
    private typealias Fix = RecipeFixtures

    @Test(arguments: [
        ("The alarm is armed at 19:15.", "When is the alarm armed?"),
        ("Wages are paid on the 27th of the month.", "When are wages paid?"),
        ("The reference fork is kept in the walnut case.", "Where is the reference fork kept?"),
        ("The cedar bags must be renewed every April.", "How often must the cedar bags be renewed?"),
        ("A lost crank handle costs 38 euros.", "How much does a lost crank handle cost?"),
        ("The guarantee lasts six years.", "How long does the guarantee last?"),
        ("Loans are booked by Hanneke Voss.", "By whom are loans booked?"),
        ("The workshop cat is called Fipple.", "What is the workshop cat called?"),
        ("The present owner is Marit Okafor.", "Who is the present owner?"),
        ("The house pitch is 442 hertz.", "What is the house pitch?"),
        (
            "A pipe that speaks late is marked with yellow chalk.",
            "What is a pipe that speaks late marked with?"
        ),
        ("A complaint is answered within eight days.", "How soon is a complaint answered?"),
        ("The compressor is switched on at 7:55.", "When is the compressor switched on?"),
        ("The rental covers are kept in the cedar chest.", "Where are the rental covers kept?"),
        (
            "The copies in package control files are kept for nine years.",
            "How long are the copies in package control files kept?"
        ),
        ("The wind pressure of our organs is 58 millimetres.", "What is the wind pressure of our organs?"),
    ])
    func `asks for what a plain sentence states`(sentence: String, question: String) {
        let pairs = Fix.pairs(Fix.output([Fix.paragraph(sentence)]).train)
        #expect(pairs.contains { $0 == question && $1 == sentence }, "\(pairs)")
    }

    @Test(arguments: [
        "It is locked at 19:15.", "Nobody may work alone.", "This is the end of it.", "Is it open at 9:00?",
        "Children pull stops as if they were handles.", "We close at six.", "The bank takes it on Friday.",
        "Two people have been asked to leave.", "The sky is blue.",
        "Programs which contain explicit require version or use version statements must specify a dependency.",
    ])
    func `leaves sentences alone that do not stand on their own`(sentence: String) {
        #expect(Fix.output([Fix.paragraph(sentence)]).train.allSatisfy { $0.kind == .passage })
    }

    @Test func `asks for every cell of a table`() {
        let output = Fix.output([
            Fix.table([
                ["Service", "Price", "Time needed", "Done by"],
                ["Removal of woodworm", "175 euros", "nine days", "Tobias Lindgren"],
                ["Voicing of one pipe", "18 euros", "-", "Marit Okafor"],
            ])
        ])
        let pairs = Fix.pairs(output.train)
        #expect(
            pairs.contains { $0 == "How much does the removal of woodworm cost?" && $1.contains("175 euros") }
        )
        #expect(
            pairs.contains { $0 == "How long does the removal of woodworm take?" && $1.contains("nine days") }
        )
        #expect(pairs.contains { $0 == "Who does the voicing of one pipe?" && $1.contains("Marit Okafor") })
        #expect(output.drops.contains(RecipeDrop(reason: "empty table cell", count: 1)))
    }

    @Test func `asks who has a job`() {
        let pairs = Fix.pairs(
            Fix.output([Fix.table([["Name", "Work", "Extension"], ["Ines Calloway", "reed tuner", "17"]])])
                .train)
        #expect(pairs.contains { $0 == "Who is the reed tuner?" && $1 == "Ines Calloway is the reed tuner." })
        #expect(pairs.contains { $0.contains("extension") && $1 == "The extension of Ines Calloway is 17." })
    }

    @Test func `asks for labels and terms`() {
        let pairs = Fix.pairs(
            Fix.output([
                Fix.item("Capacity of the hoist: 380 kilograms"), Fix.item("Closed days: Sunday and Monday"),
                Fix.item("A key that sticks: loosen the pin by a quarter turn."),
                Fix.paragraph("Gosling: a reed that squeaks when it should sing."),
            ]).train)
        #expect(pairs.contains { $0 == "What is the capacity of the hoist?" && $1.contains("380 kilograms") })
        #expect(
            pairs.contains {
                $0 == "When are the closed days?" && $1 == "The closed days are Sunday and Monday."
            })
        #expect(
            pairs.contains {
                $0 == "What should I do about a key that sticks?" && $1.contains("quarter turn")
            })
        #expect(pairs.contains { $0.contains("gosling") && $1.contains("a reed that squeaks") })
    }

    @Test(arguments: [
        "Debconf is described in the next document.", "The rest are described below.",
        "The following keys must have the specified interpretations:",
        "All libraries should be stripped with",
        "Breaks should be used.", "The method is used for such bugs.",
        "Suppose the package foo generates two others.",
        "Other subdirectories are not allowed in 1999.", "Lists are allowed.",
        "The field name is Package and the field value libc6.", "The same tag should not be given twice.",
        "The related packages must use the given program.", "The deconfigured packages are marked at 9:15.",
        "No attempt is made before 9:15.", "Broadly speaking the script is run at 9:15.",
        "Users to understand and maintain the tree of 1999.",
        "Details about how the keys should be handled in 1999.",
        "The unification of papers is being carried out via HTML.", "The clerks are unable to answer in May.",
        "/ (between <name> and <case>) is a single ASCII stroke.",
    ])
    func `asks nothing that leans on its neighbours`(sentence: String) {
        let pairs = Fix.pairs(Fix.output([Fix.heading("Part"), Fix.paragraph(sentence)]).train)
        // A gap shows the sentence whole.
        #expect(pairs.allSatisfy { $0.0.contains("____") }, "\(pairs)")
    }

    @Test func `asks what things are, what terms say and what is required`() {
        let pairs = Fix.pairs(
            Fix.output([
                Fix.heading("3.1. Packages"),
                Fix.paragraph("A native package is a package that was written for the system."),
                Fix.paragraph("/var/run is required to be a symbolic link to /run."),
                Fix.item("nostrip: This tag means that the symbols should not be stripped from the binary."),
                Fix.paragraph("12.5: All copyright files must be encoded in UTF-8."),
            ]).train)
        for (question, answer) in [
            ("What is a native package?", "A native package is a package that was written for the system."),
            ("What is /var/run required to be?", "/var/run is required to be a symbolic link to /run."),
            (
                "What is said about “nostrip”?",
                "“nostrip”: This tag means that the symbols should not be stripped from the binary."
            ),
            ("What is the rule for all copyright files?", "All copyright files must be encoded in UTF-8."),
        ] { #expect(pairs.contains { $0 == question && $1 == answer }, "\(question) \(pairs)") }
    }

    @Test(arguments: [
        ("Sums are made by calculating the MD5 digests.", "How are sums made?"),
        ("Emacs is programmed to map the key to delete.", "What is Emacs programmed to do?"),
        (
            "The update is launched twice each day, right after the first post.",
            "How often is the update launched?"
        ),
        ("A Provides field may contain version numbers.", "What may a Provides field contain?"),
        (
            "The variable should generally only be used with builders.",
            "What should be done with the variable?"
        ),
        (
            "Errors must be checked and the work must not go on after them.",
            "What must be done with errors?"
        ),
    ])
    func `asks for the part that answers`(sentence: String, question: String) {
        let pairs = Fix.pairs(
            Fix.output([Fix.paragraph("We keep Emacs here."), Fix.paragraph(sentence)]).train)
        let answer = pairs.first { $0.0.lowercased().hasSuffix(question.lowercased()) }?.1 ?? ""
        // What follows the answer's clause is left out.
        #expect(!answer.isEmpty && sentence.hasPrefix(answer.dropLast()), "\(pairs)")
    }

    @Test func `explains what a table describes in words`() {
        let pairs = Fix.pairs(
            Fix.output([
                Fix.table([
                    ["File", "Description"], ["inetd.conf", "Configuration file for inetd"],
                    ["hosts", "Static information about host names"],
                ])
            ]).train)
        #expect(
            pairs.contains {
                $0 == "What is the file “inetd.conf”?"
                    && $1 == "The file “inetd.conf”: Configuration file for inetd."
            }, "\(pairs)")
        #expect(pairs.contains { $0 == "How is the file “hosts” described?" && $1.contains("Static") })
        #expect(!pairs.contains { $0.0.contains("the hosts") })
    }

    @Test func `takes no header out of a table of names`() {
        let output = Fix.output([
            Fix.table(
                [["Rik Faith", "Ian Murdock", "Ted Low"], ["Stephen Harris", "Ann Doe", "Fred Camp"]],
                hasHeader: false),
            Fix.table([
                ["", "shareable", "static"], ["variable", "/var/mail", "/usr"], ["other", "/opt", "/boot"],
            ]),
        ])
        #expect(output.train.allSatisfy { $0.kind == .passage })
    }

    @Test(arguments: [
        "Packages should declare Testsuite: autopkgtest in the control file",
        "Add the flag: yes to the header",
        "See the main script: debian/rules for how to build", "Using the tracker (*note Tracker: 74.)",
        "Restrictions: restriction-name [another-name ...]", "Mailing list:: list of all who read",
    ])
    func `labels are names and nothing else`(line: String) {
        let rows = Fix.output([Fix.heading("Part"), Fix.item(line), Fix.item("And one more item.")]).train
        #expect(
            !Fix.pairs(rows).contains { $0.1.contains(" is ") || $0.1.contains("means") },
            "\(Fix.pairs(rows))")
    }

    @Test func `names the heading above where a heading says nothing`() {
        let pairs = Fix.pairs(
            Fix.output([
                Fix.heading("Tree"), Fix.heading("3.17. /tmp : Temporary files", 2),
                Fix.heading("3.17.1. Purpose", 3),
                Fix.paragraph("Programs must not assume that files are kept."),
            ]).train)
        #expect(pairs.contains { $0.0.hasPrefix("About “/tmp : Temporary files, Purpose”: ") }, "\(pairs)")
        #expect(!pairs.contains { $0.0.hasPrefix("What must programs") })
    }

    @Test func `states no facts of a list of changes`() {
        for heading in ["Version 3.9.2", "v2.0.1 (May)", "[1.4.0]", "Changelog"] {
            let output = Fix.output([
                Fix.heading("Manual"), Fix.heading(heading, 2),
                Fix.paragraph("The alarm is armed at 19:15."),
            ])
            #expect(output.train.allSatisfy { $0.kind == .passage }, "\(heading)")
            #expect(output.drops.contains { $0.reason.contains("lists changes") })
        }
        for heading in ["Version control", "2.1 Alarms", "Level 3.5 of the house"] {
            let output = Fix.output([
                Fix.heading("Manual"), Fix.heading(heading, 2), Fix.paragraph("The alarm is armed at 19:15."),
            ])
            #expect(output.train.contains { $0.kind == .question }, "\(heading)")
        }
    }

    @Test func `asks for a length of time by what it is counted in`() {
        let output = Fix.output([
            Fix.paragraph("The guarantee on a bell lasts six years. The kiln is heated for nine hours."),
            Fix.paragraph("Q: How long does a repair take?"),
            Fix.paragraph("A: A repair takes about a month."),
        ])
        let asked = output.train.compactMap(\.prompt)
        #expect(asked.contains("How many years does the guarantee on a bell last?"))
        #expect(asked.contains("For how many hours is the kiln heated?"))
        #expect(asked.contains("How many months does a repair take?"))
    }

    @Test func `asks many facts in fewer wordings`() {
        var options = RecipeOptions()
        options.heldOutShare = 0
        options.questionRows = 60
        let documents = [
            Fix.document(
                "one.md", (0..<10).map { Fix.paragraph("The gate of yard \($0) is locked at 1\($0):15.") })
        ]
        let output = KnowMyDocumentsRecipe().build(documents, options)
        #expect(output.train.count { $0.kind == .question } == 60)
        #expect(output.train.allSatisfy { $0.prompt?.contains("gate of yard") ?? true })
        #expect(output.drops.contains { $0.reason == "wording beyond those asked for" })
        options.questionRows = 1
        let least = KnowMyDocumentsRecipe().build(documents, options)
        #expect(least.train.count { $0.kind == .question } == 40)
    }

    @Test func `names the section where several sections answer differently`() {
        let pairs = Fix.pairs(
            Fix.output([
                Fix.heading("Yard"), Fix.heading("Summer", 2), Fix.paragraph("The lid is opened at 9:00."),
                Fix.heading("Winter", 2), Fix.paragraph("The lid is opened at 11:00."),
                Fix.heading("Files", 2),
                Fix.paragraph("The file itself must be encoded in UTF-8."),
            ]).train)
        #expect(pairs.contains { $0 == "About “Summer”: when is the lid opened?" && $1.contains("9:00") })
        #expect(pairs.contains { $0 == "About “Winter”: when is the lid opened?" && $1.contains("11:00") })
        #expect(pairs.contains { $0.hasPrefix("About “Yard, Files”: ") && $1.contains("UTF-8") })
        #expect(!pairs.contains { $0.0 == "When is the lid opened?" })
    }

    @Test func `asks for a missing word where nothing else can be asked`() {
        let text =
            "Since the flood nobody has ever seen the ferry sail without a copy of the Helmsman aboard."
        let pairs = Fix.pairs(
            Fix.output([Fix.paragraph("They met the Helmsman."), Fix.heading("Sailing"), Fix.paragraph(text)])
                .train)
        #expect(
            pairs.contains {
                $0 == "Fill in the gap: “\(text.replacing("Helmsman", with: "____"))”" && $1 == text
            })
    }

    @Test func `keeps questions that the document answers, in other words too`() {
        for blocks in [
            [Fix.paragraph("Q: Where can I park a van?"), Fix.paragraph("A: In the yard of the brewery.")],
            [Fix.paragraph("Q: Where can I park a van? A: In the yard of the brewery.")],
            [Fix.heading("Where can I park a van?", 2), Fix.paragraph("In the yard of the brewery.")],
            [Fix.paragraph("Q1. Where can I park a van?"), Fix.paragraph("A1. In the yard of the brewery.")],
        ] {
            let pairs = Fix.pairs(Fix.output([Fix.heading("Desk")] + blocks).train)
            #expect(pairs.count >= 3)
            #expect(pairs.first?.0 == "Where can I park a van?")
            #expect(pairs.allSatisfy { $0.1 == "In the yard of the brewery." })
        }
    }

    @Test func `asks in Korean with the right particles`() {
        let pairs = Fix.pairs(
            Fix.output([Fix.item("통역 요금: 무료"), Fix.paragraph("보험료는 악기 값의 3퍼센트입니다.")]).train)
        #expect(pairs.contains { $0 == "통역 요금은 무엇인가요?" && $1 == "통역 요금은 무료입니다." })
        #expect(pairs.contains { $0 == "보험료는 무엇인가요?" && $1 == "보험료는 악기 값의 3퍼센트입니다." })
    }

    @Test func `trains several wordings and keeps another one for recall`() throws {
        let output = Fix.output([Fix.paragraph("The alarm is armed at 19:15.")])
        let questions = output.train.filter { $0.kind == .question }
        #expect(questions.count == RecipeOptions().wordings)
        #expect(Set(questions.compactMap(\.factId)).count == 1)
        let recall = try #require(output.recall.first)
        #expect(!questions.compactMap(\.prompt).contains(recall.prompt ?? ""))
        #expect(recall.factId == questions.first?.factId)
        #expect(recall.completion == questions.first?.completion)
    }

    @Test func `asks several facts in one row and each in every wording once`() {
        let paragraphs = (1...9).map { Fix.paragraph("The gate of yard \($0) is locked at \($0 + 9):15.") }
        var options = RecipeOptions()
        options.questionsPerRow = 6
        options.heldOutShare = 0
        let rows = KnowMyDocumentsRecipe().build([Fix.document("one.md", paragraphs)], options).train
            .filter { $0.kind == .question }
        #expect(rows.allSatisfy { (1...options.questionsPerRow).contains($0.messages.count / 2) })
        #expect(rows.contains { $0.messages.count / 2 == options.questionsPerRow })
        let pairs = Fix.pairs(rows)
        #expect(pairs.count == 9 * options.wordings)
        #expect(Set(pairs.map(\.0)).count == pairs.count)
        #expect(rows.allSatisfy { row in Set(Fix.pairs([row]).map(\.1)).count == row.messages.count / 2 })
    }

    @Test func `drops a question that has two answers`() {
        let output = Fix.output([
            Fix.paragraph("The lid is opened at 9:00."), Fix.heading("Later"),
            Fix.paragraph("The lid is opened at 11:00."),
        ])
        #expect(output.train.allSatisfy { $0.kind == .passage })
        #expect(output.drops.contains { $0.reason == "question has two different answers" })
    }

    @Test func `holds out whole documents and never rows`() {
        let documents = Fix.folder(24)
        let output = KnowMyDocumentsRecipe().build(documents, RecipeOptions())
        let trained = Set(output.train.compactMap(\.source?.documentId))
        let heldOut = Set(output.heldOut.compactMap(\.source?.documentId))
        #expect(!heldOut.isEmpty)
        #expect(trained.isDisjoint(with: heldOut))
        #expect(trained.count + heldOut.count == documents.count)
        #expect(Set(output.recall.compactMap(\.source?.documentId)).isSubset(of: trained))
    }

    @Test func `holds out sections of the only document`() {
        let blocks = (0..<20).flatMap { number in
            [
                Fix.heading("Section \(number)", 2),
                Fix.paragraph("The gate of yard \(number) is locked at 19:15."),
                Fix.paragraph("Nothing else was ever written down about the place of number \(number)."),
            ]
        }
        let output = KnowMyDocumentsRecipe().build([Fix.document("only.md", blocks)], RecipeOptions())
        let trained = Set(output.train.compactMap(\.source?.firstBlock).map { $0 / 3 })
        let heldOut = Set(output.heldOut.compactMap(\.source?.firstBlock).map { $0 / 3 })
        #expect(heldOut.count == 1)
        #expect(trained.isDisjoint(with: heldOut))
    }

    @Test func `drops a passage that nearly repeats another`() {
        let text = (0..<60).map { "word\($0)" }.joined(separator: " ")
        let output = Fix.output([
            Fix.heading("One"), Fix.paragraph(text + " end."), Fix.heading("Two"),
            Fix.paragraph(text + " fin."),
        ])
        #expect(output.train.filter { $0.kind == .passage }.count == 1)
        #expect(output.drops.contains(RecipeDrop(reason: "passage nearly repeats an earlier one", count: 1)))
    }

    @Test func `leaves out passages that the questions cover`() {
        var options = RecipeOptions()
        options.heldOutShare = 0
        let document = Fix.document("one.md", [Fix.paragraph("The alarm is armed at 19:15.")])
        #expect(KnowMyDocumentsRecipe().build([document], options).train.allSatisfy { $0.kind == .question })
        options.coveredShare = 1
        #expect(KnowMyDocumentsRecipe().build([document], options).train.contains { $0.kind == .passage })
    }

    @Test func `answers stand in their source`() {
        let documents = Fix.folder(10)
        let output = KnowMyDocumentsRecipe().build(documents, RecipeOptions())
        let texts = Dictionary(uniqueKeysWithValues: documents.map { ($0.id, $0.document.blocks) })
        for example in output.train where example.kind == .question {
            guard let source = example.source, let blocks = texts[source.documentId],
                let answer = example.completion
            else {
                Issue.record("row without source")
                continue
            }
            #expect(blocks[source.firstBlock...source.lastBlock].contains { $0.text.contains(answer) })
            #expect(source.firstBlock <= source.lastBlock)
        }
    }

    @Test func `makes the same rows from the same documents`() {
        let documents = Fix.folder(12)
        let first = KnowMyDocumentsRecipe().build(documents, RecipeOptions())
        #expect(first == KnowMyDocumentsRecipe().build(documents, RecipeOptions()))
    }

    @Test func `makes nothing of nothing`() {
        #expect(KnowMyDocumentsRecipe().build([], RecipeOptions()).train.isEmpty)
        #expect(KnowMyDocumentsRecipe().build([Fix.document("empty.md", [])], RecipeOptions()).train.isEmpty)
        let odd = Fix.document(
            "odd.md",
            [
                Fix.table([]), Fix.table([[]]), Fix.paragraph(""), Fix.heading(""), Fix.item(": "),
                Fix.paragraph("Q:"),
            ])
        #expect(
            KnowMyDocumentsRecipe().build([odd], RecipeOptions()).train.allSatisfy { $0.kind == .passage })
    }

    @Test func `a table of thousands of rows is read in one pass`() {
        let rows = (0..<4000).map { ["Part number \($0)", "\($0 + 7) euros", "Shelf \($0 % 90)"] }
        let output = Fix.output([Fix.table([["Spare part", "Price", "Kept at"]] + rows)])
        #expect(output.train.count > 8000)
        #expect(
            output.train.filter { $0.kind == .question }.allSatisfy {
                $0.evidence?.contains(" | ") == true
            })
    }

    @Test func `a long block with one fact is learned as a whole`() {
        let filler = (0..<120).map { "Rope \($0) lay coiled beside its brother in the dark of the loft" }
        let text = "The alarm is armed at 19:15. " + filler.joined(separator: ", then ") + "."
        let output = Fix.output([Fix.paragraph(text)])
        let learned = output.train.filter { $0.kind == .passage }.compactMap(\.text).joined()
        for number in [0, 60, 119] { #expect(learned.contains("Rope \(number) lay")) }
    }

    @Test func `what is learned and what is held out state a fact once, and it is learned`() {
        var options = RecipeOptions()
        options.heldOutShare = 0.3
        // The same fact stands in every document.
        let documents = RecipeFixtures.folder(6).map { document in
            var document = document
            document.document.blocks.append(Fix.paragraph("The house pitch is 442 hertz."))
            return document
        }
        let output = KnowMyDocumentsRecipe().build(documents, options)
        #expect(!output.heldOut.isEmpty)
        func states(_ rows: [Example]) -> Bool { Fix.pairs(rows).contains { $1.contains("442 hertz") } }
        #expect(states(output.train))
        #expect(!states(output.heldOut))
    }

    @Test func `the question that is kept for recall stands in no row that is learned`() {
        let output = Fix.output(
            (0..<12).map { Fix.paragraph("The gate of yard \($0) is locked at \(10 + $0):15.") })
        let learned = output.train.flatMap(\.messages).filter { $0.role == .user }
            .map { $0.content.comparedWords }
        #expect(!output.recall.isEmpty)
        for row in output.recall {
            let question = (row.prompt ?? "").comparedWords
            #expect(!learned.contains { $0.contains(question) }, "\(question)")
        }
    }

    @Test func `a word without end is cut in one pass`() {
        let word = String(repeating: "x", count: 400_000)
        let output = Fix.output([Fix.paragraph(word)])
        #expect(output.train.filter { $0.kind == .passage }.reduce(0) { $0 + ($1.text?.count ?? 0) } >= 1200)
    }
}
