/// The knobs of a dataset recipe, with the defaults that were measured on the sample handbook.
package struct RecipeOptions: Codable, Sendable, Hashable {
    /// Most wordings of one fact that are trained: its questions, then looser ways to ask them.
    ///
    /// A fact needs about sixteen exposures before an unseen wording finds it, and each teaches more when it is
    /// another wording; so one pass over this many does better than two over half of them.
    package var wordings = 16
    /// Most questions among them that ask in full and plainly.
    package var questions = 8
    /// About the most questions that are trained; more facts are asked in fewer wordings each, but never in fewer than 4.
    package var questionRows = 6000
    /// Questions in one training row, each about another fact of the same document.
    ///
    /// 1 asks as a person does; more is for trainers that do not compute a common opening of rows once.
    package var questionsPerRow = 1
    /// Share of the text that is held out, by whole documents (by sections when there is one document).
    package var heldOutShare = 0.05
    /// Longest passage in characters; a block that is longer is cut at sentences.
    package var passageCharacters = 1200
    /// A passage is left out when its questions already cover at least this share of its text; 1 keeps all.
    package var coveredShare = 0.25
    /// Two texts are near duplicates when the estimated share of common shingles is at least this.
    package var duplicateThreshold = 0.85
    /// Most recall questions that are kept, spread evenly over the facts.
    package var recallQuestions = 200
    /// Longest answer in characters; a longer one is dropped with its reason.
    package var answerCharacters = 320

    /// Most gaps to fill in of a section that states no other fact.
    package var gapsPerSection = 1
    /// Which columns of tables are asked and which answer, for *Follow my format*; nil finds pairs itself.
    package var columns: ColumnMapping?
    /// The speaker whose words are learned, for *From conversations*; nil takes who speaks most.
    package var assistantSpeaker: String?
    /// Longest conversation of one row in characters; a longer one is cut between its questions.
    package var conversationCharacters = 6000
    /// Longest document that *Extract* reads whole, in characters.
    package var documentCharacters = 8000
    /// Share of the documents in which a label must stand to be a field.
    package var fieldShare = 0.5

    /// Makes the default options.
    package init() {}
}
