// What modules of the page touch while they load; Node has none of it.
globalThis.HTMLElement ??= class {};
globalThis.customElements ??= { define() {} };
