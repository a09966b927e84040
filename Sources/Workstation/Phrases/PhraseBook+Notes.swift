extension PhraseBook {
    /// What readers of documents say they left out or repaired.
    static let notes: [Entry] = [
        ("note.attachments", "Attachments are documents of their own: {files}."),
        ("note.barePages", "{count} of {total} pages hold no text."),
        ("note.codeLanguage", "Its code is written in {language}."),
        ("note.damagedPart", "A part of the mail is a damaged web page and was left out."),
        ("note.encoding", "The text is not UTF-8; it was read as {encoding}."),
        ("note.encryptedPart", "A part of the mail is encrypted and was left out."),
        ("note.hiddenSheets", "Hidden sheets were left out: {count}."),
        ("note.includes", "Files that it includes were not read: {count}."),
        ("note.language", "It is written in {language}."),
        ("note.manyParts", "Parts of the mail behind the first {count} were left out."),
        ("note.messages", "Messages without text, such as pictures and calls, were left out: {count}."),
        ("note.missingFiles", "The book lists {count} files that are missing from it: {files}."),
        ("note.missingSheets", "The workbook lists {count} sheets that are missing from it."),
        ("note.missingSlides", "The presentation lists {count} slides that are missing from it."),
        ("note.outputs", "Long outputs were shortened: {count}."),
        ("note.pictures", "Pictures inside the text were left out: {count}."),
        ("note.ragged", "{count} of {total} rows have fewer than {width} fields."),
        ("note.recognised", "Pages without a text layer whose text was recognised (OCR): {count}."),
        ("note.repaired", "Damaged characters in the text were replaced: {count}."),
        ("note.repeatedCells", "Repeated cells were left out: {count}."),
        (
            "note.scannedPages",
            "{count} of {total} pages hold no text; scanned pages need the program tesseract."
        ),
        ("note.someIncludes", "Files that it includes were not read."),
        ("note.unreadPages", "Scanned pages that were left out for want of time: {count}."),
        (
            "note.unreadablePart",
            "A part of the mail is in an encoding that is not recognised and was left out."
        ),
        ("note.unrecognised", "Scanned pages that could not be recognised: {count}."),
    ]
}
