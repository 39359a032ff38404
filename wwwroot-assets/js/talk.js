// The little that needs the browser itself: theme choice, focus, dialogs, arrow keys in lists.
window.talk = {
  focus: id => {
    const target = document.getElementById(id);
    if (!target) return;
    target.scrollIntoView({ block: 'center' });
    target.focus({ preventScroll: true });
  },
  // Only the lines in sight are in the page: scroll to where the line will be, and wait until it is there.
  focusLine: (region, line) => {
    const place = document.getElementById(region);
    if (!place) return;
    place.scrollIntoView({ block: 'nearest' });
    place.scrollTop = Math.max(0, (line - 6) * 20);
    let tries = 0;
    const look = () => {
      const found = document.getElementById(`${region}-${line}`);
      if (found) found.focus({ preventScroll: true });
      else if (++tries < 900) requestAnimationFrame(look);
    };
    look();
  },
  apply: (theme, compact, shortcuts, calm) => {
    chooseTheme(theme);
    const root = document.documentElement.dataset;
    compact ? root.density = 'compact' : delete root.density;
    root.shortcuts = shortcuts ? 'on' : 'off';
    calm ? root.motion = 'calm' : delete root.motion;
  },
  // Notes something in the address of a page that is still open, without going anywhere.
  note: (path, name, value) => {
    if (location.pathname !== path) return;
    const address = new URL(location.href);
    address.searchParams.set(name, value);
    history.replaceState(history.state, '', address);
  },
  focusHeading: () => { if (!back && Date.now() - returned > 3000) document.querySelector('h1')?.focus(); },
  interactive: () => { document.documentElement.dataset.interactive = 'true'; }
};

function chooseTheme(theme) {
  document.documentElement.dataset.theme = theme;
  document.cookie = `talk-theme=${theme}; path=/; max-age=31536000; samesite=lax`;
  markTheme();
}

function markTheme() {
  const chosen = document.documentElement.dataset.theme || 'system';
  for (const choice of document.querySelectorAll('[data-theme-choice]'))
    choice.setAttribute('aria-pressed', String(choice.dataset.themeChoice === chosen));
}

document.addEventListener('click', event => {
  const choice = event.target.closest('[data-theme-choice]');
  if (choice) chooseTheme(choice.dataset.themeChoice);

  const row = event.target.closest('main [data-row][href]');
  if (row) sessionStorage.setItem(`talk-row ${here()}`, row.getAttribute('href'));

  if (event.target.closest('[data-print]')) window.print();

  const skip = event.target.closest('[data-skip]');
  if (skip) {
    event.preventDefault();
    document.getElementById('content')?.focus();
  }
}, true);

// Back to a list: the row that was opened has the focus again, as soon as it is there.
let back = null;
let returned = 0;

function here() { return location.pathname + location.search; }

function toRow() {
  if (back?.at !== here()) return;
  const row = [...document.querySelectorAll('main [data-row]')].find(one => one.getAttribute('href') === back.row);
  if (!row) return;
  back = null;
  returned = Date.now();
  row.scrollIntoView({ block: 'center' });
  row.focus({ preventScroll: true });
}

window.addEventListener('popstate', () => {
  const row = sessionStorage.getItem(`talk-row ${here()}`);
  if (!row) return;
  const mine = back = { at: here(), row };
  setTimeout(() => { if (back === mine) back = null; }, 5000);
});

// A dialog is open as long as it is in the page, from the moment it comes: no key is lost between the two.
new MutationObserver(changes => {
  if (back) toRow();
  for (const added of changes.flatMap(change => [...change.addedNodes]))
    for (const dialog of added.matches?.('dialog') ? [added] : added.querySelectorAll?.('dialog') ?? []) show(dialog);
}).observe(document, { childList: true, subtree: true });

function show(dialog) {
  if (dialog.open || !dialog.isConnected) return;
  dialog.showModal();
  if (dialog.classList.contains('palette')) hand(dialog.querySelector('input'));
}

document.addEventListener('toggle', event => { if (event.target.matches?.('[data-theme-menu]')) markTheme(); }, true);

// Arrow keys walk the rows of a list; Tab still reaches everything.
document.addEventListener('keydown', event => {
  const list = event.target.closest?.('[data-rows]');
  if (!list || !event.target.matches('[data-row]')) return;
  const rows = [...list.querySelectorAll('[data-row]')];
  const at = rows.indexOf(event.target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined || !rows[to]) return;
  event.preventDefault();
  rows[to].focus();
});

// Shortcuts: Ctrl+K always; single letters only where the reader has not turned them off, and never while typing or in a dialog.
const pages = { o: '/', d: '/dataflows', l: '/links', c: '/conflicts', r: '/runs', k: '/checklists', s: '/systems', h: '/help' };
let goes = 0;

const click = selector => {
  const target = document.querySelector(selector);
  target?.click();
  return !!target;
};

function walk(step) {
  const rows = [...document.querySelectorAll('main [data-rows] [data-row]')];
  const at = rows.indexOf(document.activeElement?.closest('main tr')?.querySelector('[data-row]') ?? document.activeElement);
  const to = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
  to?.focus();
  return !!to;
}

function search() {
  const field = document.querySelector('main input[type=search]') || document.getElementById('talk-search');
  field?.focus();
  return !!field;
}

function single(event) {
  if (Date.now() - goes < 1500) {
    goes = 0;
    return pages[event.key] !== undefined && click(`#talk-nav a[href="${pages[event.key]}"]`);
  }
  switch (event.key) {
    case 'g': goes = Date.now(); return true;
    case '?': return click('[data-sheet]');
    case '/': return search();
    case 'P': return click('[data-pause]');
    case 'j': return walk(1);
    case 'k': return walk(-1);
    case 'h': case 'l': if (document.activeElement?.closest('main tr[data-line]')) return turn(event.key === 'h' ? 'ab' : 'ba'); break;
    case 's': if (document.querySelector('main [data-skips]')) return walk(1);
  }
  return /^[a-z0-9]$/.test(event.key) && press(event.key);
}

// The same line in one direction or the other.
function turn(way) {
  const line = document.activeElement.closest('tr[data-line]').dataset.line.replace(/\/(ab|ba)\/(?=[^/]*$)/, `/${way}/`);
  document.querySelector(`main tr[data-line="${CSS.escape(line)}"] [data-row]`)?.focus();
  return true;
}

// A key speaks of the row that has the focus, else of the first that is still open, else of the page.
function press(key) {
  const mark = `[data-key~="${key}"]`;
  const row = document.activeElement?.closest('main tr');
  // Where each row has keys of its own, no row is spoken of that nobody chose: the first press chooses one.
  if (document.querySelector('main [data-row-keys]') && !row?.querySelector(mark)) return walk(0);
  const target = row?.querySelector(mark) || document.querySelector(`main [data-keys=open] ${mark}`) || document.querySelector(`main ${mark}`);
  if (!target) return false;
  if (target.matches('input:not([type=radio], [type=checkbox])')) target.focus();
  else target.click();
  if (target.dataset.next !== undefined) walk(1);
  return true;
}

// A picture that is pasted goes the way of one that was chosen: to the line that has the focus, whose panel opens for it, else to the one that is open.
document.addEventListener('paste', event => {
  const files = [...event.clipboardData?.files ?? []];
  const line = document.activeElement?.closest('main tr[data-line]');
  if (!files.length || !line && !document.querySelector('main [data-brought]')) return;
  event.preventDefault();
  if (line && document.querySelector('main [data-brought]')?.dataset.brought !== line.dataset.line) line.querySelector('[data-row]').click();
  bring(files, line?.dataset.line);
});

function bring(files, line, tries = 0) {
  const place = document.querySelector('main [data-brought]');
  const field = place?.querySelector('input[type=file]');
  // The field listens from when it has its number.
  if (!field || line && place.dataset.brought !== line || field._blazorInputFileNextFileId === undefined) {
    if (tries < 900) requestAnimationFrame(() => bring(files, line, tries + 1));
    return;
  }
  const all = new DataTransfer();
  for (const file of files) all.items.add(file);
  field.files = all.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

// What is typed between the palette's keys and its opening goes into it.
let early = null;

function hand(input) {
  const typed = early;
  early = null;
  if (!typed) return;
  input.value = typed;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

function waitsForPalette(event) {
  if (early === null || event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey) return false;
  early += event.key;
  return true;
}

document.addEventListener('keydown', event => {
  if (waitsForPalette(event)) return event.preventDefault();
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    if (document.querySelector('dialog[open]')) return;
    if (click('[data-palette]')) {
      early = '';
      setTimeout(() => { early = null; }, 3000);
      event.preventDefault();
    }
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key === 'Enter' && document.documentElement.dataset.shortcuts !== 'off') {
    const dialog = document.querySelector('dialog[open]');
    document.activeElement?.matches?.('input') && document.activeElement.blur();
    if (click(dialog ? 'dialog[open] [data-key="ctrl+enter"]' : 'main [data-key="ctrl+enter"]')) event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || document.documentElement.dataset.shortcuts === 'off') return;
  if (event.target.closest?.('input, textarea, select, [contenteditable], dialog[open]') || document.querySelector('dialog[open]')) return;
  if (single(event)) event.preventDefault();
});
