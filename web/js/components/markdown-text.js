import { loadMarkdownLibraries } from '../dom/vendor.js';

/** What a model's answer may contain; no images, because loading one would tell another machine about it. */
const ALLOWED_TAGS = [
  'p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'strong', 'em', 'del', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li',
  'table', 'thead', 'tbody', 'tr', 'th', 'td', 'a', 'sub', 'sup',
];
const ALLOWED_ATTRIBUTES = ['href', 'start', 'align', 'title'];
const SAFE_ADDRESS = /^(https?|mailto):/i;

/**
 * `<markdown-text>`: shows its `text` as Markdown, sanitised.
 *
 * This is the only file that sets `innerHTML`, and it sets nothing that DOMPurify has not passed. Until the
 * libraries are there, and when they are missing, the text is shown as it is.
 */
class MarkdownText extends HTMLElement {
  #text = '';
  #libraries = null;

  /** The Markdown to show. */
  set text(value) {
    if (value === this.#text) return;
    this.#text = value;
    this.#show();
  }

  get text() { return this.#text; }

  connectedCallback() {
    this.classList.add('markdown');
    this.#show();
    loadMarkdownLibraries().then((libraries) => {
      this.#libraries = libraries;
      this.#show();
    }, () => this.classList.add('markdown-plain'));
  }

  #show() {
    if (this.#libraries === null) {
      this.textContent = this.#text;
      return;
    }
    const { parse, sanitize } = this.#libraries;
    this.innerHTML = sanitize(parse(this.#text), { ALLOWED_TAGS, ALLOWED_ATTR: ALLOWED_ATTRIBUTES, ALLOWED_URI_REGEXP: SAFE_ADDRESS });
    for (const anchor of this.querySelectorAll('a')) {
      anchor.target = '_blank';
      anchor.rel = 'noopener noreferrer';
    }
    for (const wide of this.querySelectorAll('pre, table')) wide.tabIndex = 0;
  }
}

customElements.define('markdown-text', MarkdownText);
