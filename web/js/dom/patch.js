/**
 * Applies descriptions from `lib/h.js` to the document, changing only what differs.
 *
 * Elements keep their identity (and with it focus, selection and scroll position) as long as their tag and
 * key stay. Custom elements own their content: their children are never touched.
 */

const SVG = 'http://www.w3.org/2000/svg';
/** What was last applied to an element: its description and its current handlers. */
const applied = new WeakMap();
const PROPERTIES = new Set(['value', 'checked', 'selected', 'indeterminate', 'disabled', 'open']);

/**
 * Makes the children of `container` look like `children`.
 *
 * @param {Element} container
 * @param {(import('../lib/h.js').Description | string)[]} children
 */
export function render(container, children) {
  patchChildren(container, children);
}

function patchChildren(parent, children) {
  const old = [...parent.childNodes];
  const keyed = new Map();
  const free = [];
  for (const node of old) {
    const key = applied.get(node)?.description.key;
    if (key === undefined) free.push(node);
    else keyed.set(key, node);
  }
  const taken = new Set();
  const nodes = children.map((child) => {
    const match = findMatch(child, keyed, free, taken);
    if (match) taken.add(match);
    return match ? update(match, child) : create(child, parent);
  });
  // What is gone goes first, so that what stays need not move: moving an element takes its focus away.
  for (const node of old) {
    if (!taken.has(node)) remove(node);
  }
  let cursor = parent.firstChild;
  for (const node of nodes) {
    if (node === cursor) cursor = cursor.nextSibling;
    else parent.insertBefore(node, cursor);
  }
  nodes.forEach((node, index) => {
    if (!taken.has(node) && typeof children[index] !== 'string') children[index].props.mount?.(node);
  });
}

function findMatch(child, keyed, free, taken) {
  if (typeof child === 'string') return free.find((node) => node.nodeType === 3 && !taken.has(node));
  if (child.key !== undefined) {
    const node = keyed.get(child.key);
    return node && applied.get(node).description.tag === child.tag ? node : undefined;
  }
  return free.find((node) => applied.get(node)?.description.tag === child.tag && !taken.has(node));
}

function create(child, parent) {
  if (typeof child === 'string') return document.createTextNode(child);
  const inSVG = child.tag === 'svg' || (parent.namespaceURI === SVG && parent.localName !== 'foreignObject');
  const element = inSVG ? document.createElementNS(SVG, child.tag) : document.createElement(child.tag);
  applied.set(element, { description: { tag: child.tag, key: child.key, props: {}, children: [] }, handlers: new Map() });
  update(element, child);
  return element;
}

function update(node, child) {
  if (typeof child === 'string') {
    if (node.data !== child) node.data = child;
    return node;
  }
  const record = applied.get(node);
  const before = record.description.props;
  if (!child.tag.includes('-')) patchChildren(node, child.children);
  for (const name of Object.keys(before)) {
    if (!(name in child.props)) applyProp(node, record, name, undefined, before[name]);
  }
  for (const [name, value] of Object.entries(child.props)) {
    if (value !== before[name] || PROPERTIES.has(name)) applyProp(node, record, name, value, before[name]);
  }
  record.description = child;
  return node;
}

function applyProp(element, record, name, value, before) {
  if (name === 'mount' || name === 'unmount') return;
  if (name.startsWith('on')) applyHandler(element, record, name.slice(2).toLowerCase(), value);
  else if (name.startsWith('.')) element[name.slice(1)] = value;
  else if (name === 'style') applyStyle(element, value ?? {}, before ?? {});
  else if (PROPERTIES.has(name) && name in element) applyProperty(element, name, value);
  else if (value === undefined || value === null || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? '' : String(value));
}

// A value that already stands there is left alone: writing it would move the caret.
function applyProperty(element, name, value) {
  const wanted = value ?? (name === 'value' ? '' : false);
  if (element[name] !== wanted) element[name] = wanted;
}

function applyStyle(element, style, before) {
  for (const name of Object.keys(before)) if (!(name in style)) element.style.removeProperty(name);
  for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value);
}

function applyHandler(element, record, type, handler) {
  const isNew = !record.handlers.has(type);
  record.handlers.set(type, handler);
  if (isNew) element.addEventListener(type, (event) => record.handlers.get(type)?.(event));
}

function remove(node) {
  forget(node);
  node.remove();
}

function forget(node) {
  applied.get(node)?.description.props.unmount?.(node);
  if (node.localName?.includes('-')) return;
  for (const child of node.childNodes ?? []) forget(child);
}
