import { h } from '../lib/h.js';
import { t } from '../lib/i18n.js';
import { link } from '../lib/route.js';
import { button, iconButton, linkButton } from './button.js';
import { dialog } from './dialog.js';
import { textField } from './fields.js';
import { errorNote, loadingNote } from './notes.js';
import { timeAgo } from './status.js';

/** The conversations, newest first. */
export function conversationList({ chats, openId, onRename, onRemove }) {
  return h('nav', { class: 'conversations', 'aria-label': t('chat.conversations') },
    h('div', { class: 'row conversations-head' },
      linkButton({ label: t('chat.new'), icon: 'plus', href: link(['chat']), testId: 'new-conversation', 'aria-current': openId ? undefined : 'page' }),
      linkButton({ label: t('chat.sideBySide'), icon: 'compare', variant: 'quiet', href: link(['chat', 'compare']) })),
    chats.error && errorNote(chats.error, () => chats.loadList()),
    chats.list === null ? !chats.error && loadingNote() : chats.list.length === 0
      ? h('p', { class: 'quiet small' }, t('chat.noConversations'))
      : h('ul', {}, chats.list.map((item) => row(item, item.id === openId, onRename, onRemove))));
}

function row(conversation, isOpen, onRename, onRemove) {
  const title = conversation.title || t('chat.untitled');
  return h('li', { key: conversation.id, class: `conversation${isOpen ? ' is-open' : ''}`, 'data-testid': 'conversation' },
    h('a', { class: 'conversation-link', href: link(['chat', conversation.id]), 'aria-current': isOpen ? 'page' : undefined },
      h('span', { class: 'truncate' }, title), h('span', { class: 'small quiet' }, timeAgo(conversation.updatedAt))),
    h('span', { class: 'conversation-tools' },
      iconButton({ label: t('chat.rename', { title }), icon: 'edit', testId: 'rename', onClick: () => onRename(conversation) }),
      iconButton({ label: t('chat.delete', { title }), icon: 'trash', testId: 'delete-conversation', onClick: () => onRemove(conversation) })));
}

/** Asks for a new title. */
export function renameDialog({ conversation, onClose, onSave }) {
  return dialog({
    title: t('chat.renameTitle'), onClose,
    onSubmit: (event) => onSave(event.target.elements['conversation-title'].value.trim()),
    body: textField({ id: 'conversation-title', name: 'conversation-title', label: t('chat.titleLabel'), maxlength: 120, mount: (field) => { field.value = conversation.title ?? ''; field.select(); } }),
    actions: [button({ label: t('common.cancel'), onClick: onClose }), button({ label: t('common.save'), variant: 'primary', type: 'submit' })],
  });
}
