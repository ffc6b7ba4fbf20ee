// Keeps the open page up to date: asks every two seconds whether it has changed, and then replaces the
// parts that are marked `data-live`. What is open, focused or selected stays so.
const pause = 2_000;
let etag = '';

async function refresh() {
  const response = await fetch(location.href, { headers: etag ? { 'if-none-match': etag } : {} });
  if (response.status === 304) return;
  etag = response.headers.get('etag') ?? '';
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  const { version } = fresh.documentElement.dataset;
  if (!version || version === document.documentElement.dataset.version) return;
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(part.id);
    if (next && next.innerHTML !== part.innerHTML) replace(part, next);
  }
  document.title = fresh.title;
  document.documentElement.dataset.version = version;
}

function replace(part, next) {
  for (const { id } of part.querySelectorAll('details[open]')) {
    next.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '');
  }
  const focused = part.contains(document.activeElement) && placeOf(document.activeElement);
  part.replaceChildren(...next.childNodes);
  if (focused) document.querySelector(focused)?.focus({ preventScroll: true });
}

/** A selector for an element by the nearest id. */
function placeOf(element) {
  const named = element.closest('[id]');
  const place = `#${CSS.escape(named.id)}`;
  return named === element ? place : `${place} ${element.localName}`;
}

function isReading() {
  return document.hidden || !document.getSelection().isCollapsed;
}

async function keepUpToDate() {
  const offline = document.getElementById('offline');
  try {
    if (!isReading()) await refresh();
    offline.hidden = true;
  } catch {
    offline.hidden = false;
  }
  setTimeout(() => void keepUpToDate(), pause);
}

setTimeout(() => void keepUpToDate(), pause);
