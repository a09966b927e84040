import { composer } from '../components/composer.js';
import { conversationList, renameDialog } from '../components/conversation-list.js';
import { messageView, writingMessage } from '../components/message-view.js';
import { defaultModel, modelPicker } from '../components/model-picker.js';
import { modelImport } from '../components/model-import.js';
import { emptyNote, errorNote, loadingNote } from '../components/notes.js';
import { samplingOptions } from '../components/sampling-options.js';
import { button } from '../components/button.js';
import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { link } from '../lib/route.js';
import { Page } from './page.js';

/** Near enough to the end of the messages that new text should keep them in view, in pixels. */
const FOLLOW_DISTANCE = 80;
/** A question without an answer, right after a reload: the server may still be storing what it made. */
const SETTLE_PAUSE = 1200;

/** Chat: a conversation with a base model or an adapter. */
export class ChatPage extends Page {
  #id = this.route.segments[1] ?? null;
  #model = this.route.query.model ?? '';
  #renaming = null;
  #isListOpen = false;

  get title() { return this.#chat?.conversation?.title || t('nav.chat'); }
  get #chat() { return this.#id ? this.app.chats.chat(this.#id) : undefined; }
  get #chosenModel() { return this.#model || this.#chat?.conversation?.model || defaultModel(this.app.library); }

  start() {
    const { chats, library, connection } = this.app;
    this.watch(chats);
    this.watch(library);
    this.listen(chats, 'change', () => this.#follow());
    this.listen(connection, 'restored', () => chats.list && this.#reload());
    this.#reload(true);
  }

  changeQuery(query) {
    super.changeQuery(query);
    this.#model = query.model ?? '';
  }

  view() {
    const { chats } = this.app;
    return h('div', { class: `chat-layout${this.#isListOpen ? ' is-list-open' : ''}`, key: 'chat' },
      conversationList({ chats, openId: this.#id, onRename: (conversation) => this.#rename(conversation), onRemove: (conversation) => this.#remove(conversation) }),
      h('section', { class: 'chat', 'aria-label': t('nav.chat') }, this.#head(), this.#messages(), this.#foot()),
      this.#renaming && renameDialog({ conversation: this.#renaming, onClose: () => this.#rename(null), onSave: (title) => this.#saveTitle(title) }));
  }

  #head() {
    return h('header', { class: 'chat-head' },
      button({ label: t('chat.conversations'), icon: 'chat', variant: 'quiet', 'aria-expanded': this.#isListOpen ? 'true' : 'false', class: 'button button-quiet list-toggle', onClick: () => { this.#isListOpen = !this.#isListOpen; this.update(); } }),
      h('h1', { class: 'chat-title truncate', tabindex: '-1' }, this.#chat?.conversation?.title || t('chat.newTitle')),
      this.#chosenModel !== '' && modelPicker({ id: 'chat-model', value: this.#chosenModel, library: this.app.library, onChange: (model) => this.#chooseModel(model) }));
  }

  #messages() {
    const { library } = this.app;
    if (library.isLoaded && library.decoders.length === 0) return h('div', { class: 'messages' }, h('div', { class: 'card stack' }, h('h2', {}, t('models.none')), modelImport(this)));
    if (this.#id === null) return h('div', { class: 'messages' }, emptyNote({ icon: 'chat', title: t('chat.empty'), text: t('chat.emptyText', { model: this.#chosenModel }) }));
    const chat = this.#chat;
    if (!chat) return h('div', { class: 'messages' }, loadingNote());
    const { messages, answer, error } = chat;
    const isUnanswered = !answer && messages.at(-1)?.role === 'user';
    return h('div', { class: 'messages', id: 'messages', tabindex: '0', role: 'region', 'aria-label': t('chat.messages') },
      h('ol', { class: 'message-list' },
        messages.map((message, index) => messageView({
          message, isLast: !answer && index === messages.length - 1, onCopy: (text) => this.#copy(text), onRegenerate: () => this.#regenerate(),
        })),
        answer && writingMessage(answer)),
      error && errorNote(error, chat.conversation ? () => this.#regenerate() : () => this.app.chats.load(this.#id)),
      isUnanswered && !error && h('div', { class: 'row note note-info' }, h('p', { class: 'grow' }, t('chat.unanswered')), button({ label: t('chat.answerNow'), icon: 'again', onClick: () => this.#regenerate() })));
  }

  #foot() {
    const { preferences } = this.app;
    return h('div', { class: 'chat-foot' },
      composer({
        draftKey: this.#id ?? 'new', isBusy: Boolean(this.#chat?.answer), disabled: this.#chosenModel === '', placeholder: t('chat.placeholder'),
        onSend: (text) => this.#send(text), onStop: () => this.app.chats.stop(this.#id),
      }),
      samplingOptions({ options: preferences.sampling, onChange: (options) => { preferences.sampling = options; this.update(); } }));
  }

  async #reload(isFirst = false) {
    const { chats } = this.app;
    await Promise.all([chats.loadList(), this.#id ? chats.load(this.#id) : null]);
    this.#scrollToEnd();
    const isUnsettled = isFirst && this.#chat && !this.#chat.answer && this.#chat.messages.at(-1)?.role === 'user';
    if (isUnsettled) setTimeout(() => !this.isStopped && chats.load(this.#id), SETTLE_PAUSE);
  }

  async #send(text) {
    const { chats, preferences } = this.app;
    const model = this.#chosenModel;
    if (this.#id !== null) {
      this.#scrollToEnd();
      return chats.send(this.#id, text, model, preferences.sampling);
    }
    await this.act(async () => {
      const id = await chats.create(model, text);
      chats.send(id, text, model, preferences.sampling);
      this.app.navigate(link(['chat', id]), { replace: true });
    });
  }

  #regenerate() { this.app.chats.regenerate(this.#id, this.#chosenModel, this.app.preferences.sampling); }

  #chooseModel(model) {
    this.#model = model;
    this.update();
    if (this.#id) this.act(() => this.app.chats.change(this.#id, { model }));
  }

  async #copy(text) {
    await this.act(() => navigator.clipboard.writeText(text), t('chat.copied'));
  }

  #rename(conversation) {
    this.#renaming = conversation;
    this.update();
  }

  async #saveTitle(title) {
    const { id } = this.#renaming;
    this.#rename(null);
    if (title !== '') await this.act(() => this.app.chats.change(id, { title }));
  }

  async #remove({ id, title }) {
    const isSure = await this.app.confirm({ title: t('chat.deleteTitle'), text: t('chat.deleteText', { title: title || t('chat.untitled') }), action: t('common.delete') });
    if (!isSure || !(await this.act(() => this.app.chats.remove(id)))) return;
    if (id === this.#id) this.app.navigate(link(['chat']));
  }

  // Whoever scrolled up to read stays there.
  #follow() {
    const box = document.getElementById('messages');
    if (box && box.scrollHeight - box.scrollTop - box.clientHeight < FOLLOW_DISTANCE) this.#scrollToEnd();
  }

  #scrollToEnd() {
    requestAnimationFrame(() => requestAnimationFrame(() => {
      const box = document.getElementById('messages');
      box?.scrollTo({ top: box.scrollHeight });
    }));
  }
}
