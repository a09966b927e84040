/** Edits of a dataset version that are not saved yet; saving makes one new version of all of them. */
export class PendingEdits {
  #edits = new Map();

  get size() { return this.#edits.size; }
  get droppedCount() { return [...this.#edits.values()].filter((edit) => edit.drop).length; }
  get changedCount() { return this.size - this.droppedCount; }

  /** @param {string} id @returns {object | undefined} */
  get(id) { return this.#edits.get(id); }

  /** Leaves a row out. */
  drop(id) { this.#edits.set(id, { exampleId: id, drop: true }); }

  /** Takes back what was to be done with a row. */
  undo(id) { this.#edits.delete(id); }

  /** Puts a row's edit back to what {@link get} said before. @param {object | undefined} edit */
  restore(id, edit) {
    if (edit) this.#edits.set(id, edit);
    else this.#edits.delete(id);
  }

  /**
   * Changes a row; the same text as before takes the edit back.
   *
   * @param {{ id: string, messages: { role: string, content: string }[], text?: string | null }} row
   * @param {string[]} contents New contents: one per message, or the one text.
   */
  change(row, contents) {
    const isText = row.text !== undefined && row.text !== null;
    const before = isText ? [row.text] : row.messages.map((message) => message.content);
    if (contents.every((content, index) => content === before[index])) return this.undo(row.id);
    const edit = isText
      ? { text: contents[0] }
      : { messages: row.messages.map((message, index) => ({ ...message, content: contents[index] })) };
    this.#edits.set(row.id, { exampleId: row.id, ...edit });
  }

  /** The row as it would be saved. */
  applyTo(row) {
    const { exampleId: _, ...edit } = this.#edits.get(row.id) ?? {};
    return { ...row, ...edit };
  }

  /** What the server is sent. */
  list() { return [...this.#edits.values()]; }

  clear() { this.#edits.clear(); }
}
