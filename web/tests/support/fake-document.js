// A small stand-in for the document: what `dom/patch.js` uses, and nothing more.

class FakeNode {
  parentNode = null;
  childNodes = [];
  get firstChild() { return this.childNodes[0] ?? null; }
  get nextSibling() {
    const siblings = this.parentNode?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }
  insertBefore(node, before) {
    node.remove();
    node.parentNode = this;
    const at = before === null ? this.childNodes.length : this.childNodes.indexOf(before);
    this.childNodes.splice(at, 0, node);
    FakeNode.moves += 1;
  }
  remove() {
    if (!this.parentNode) return;
    const siblings = this.parentNode.childNodes;
    siblings.splice(siblings.indexOf(this), 1);
    this.parentNode = null;
  }
  static moves = 0;
}

class FakeText extends FakeNode {
  nodeType = 3;
  constructor(data) { super(); this.data = data; }
  get textContent() { return this.data; }
}

class FakeElement extends FakeNode {
  nodeType = 1;
  attributes = new Map();
  listeners = new Map();
  value = '';
  style = { values: new Map(), setProperty(name, value) { this.values.set(name, value); }, removeProperty(name) { this.values.delete(name); } };
  constructor(localName, namespaceURI) { super(); this.localName = localName; this.namespaceURI = namespaceURI; }
  get textContent() { return this.childNodes.map((node) => node.textContent).join(''); }
  setAttribute(name, value) { this.attributes.set(name, value); }
  removeAttribute(name) { this.attributes.delete(name); }
  addEventListener(type, handler) { this.listeners.set(type, [...(this.listeners.get(type) ?? []), handler]); }
  dispatch(type) { for (const handler of this.listeners.get(type) ?? []) handler({ type }); }
}

/** Puts the stand-in in place and returns an empty container. */
export function fakeContainer() {
  globalThis.document = {
    createElement: (name) => new FakeElement(name, 'http://www.w3.org/1999/xhtml'),
    createElementNS: (namespace, name) => new FakeElement(name, namespace),
    createTextNode: (text) => new FakeText(text),
  };
  FakeNode.moves = 0;
  return new FakeElement('div', 'http://www.w3.org/1999/xhtml');
}

/** How many nodes were put somewhere since the last call. */
export function takeMoves() {
  const { moves } = FakeNode;
  FakeNode.moves = 0;
  return moves;
}
