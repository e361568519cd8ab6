"""Nothing in, markup and scripts of the page's own controls out, as gradio runs them."""

from __future__ import annotations

# Buttons inside HTML send what they stand for as an event of that name.
ACTS = """element.addEventListener('click', (event) => {
  const summary = event.target.closest('summary');
  if (summary) folds.set(place(summary.parentElement), !summary.parentElement.open);
  const button = event.target.closest('[data-act]');
  if (!button) return;
  const known = ['rate', 'fresh', 'turn_to', 'forget'];
  const { act, ...data } = button.dataset;
  if (act === 'ask') document.dispatchEvent(new CustomEvent('dl-enter', { detail: data }));
  if (act === 'rate') {
    if (button.ariaPressed === 'true') return;
    for (const one of button.closest('.dl-tools').querySelectorAll('[data-act=rate]'))
      one.ariaPressed = one === button;
  }
  if (known.includes(act)) trigger(act, data);
});
// A fold that was opened or closed stays so when what is around it is drawn anew.
const folds = new Map();
const place = (fold) => {
  const turn = fold.closest('.dl-turn');
  return turn && `${turn.dataset.id} ${[...turn.querySelectorAll('details')].indexOf(fold)}`;
};
watch('value', () => {
  for (const fold of element.querySelectorAll('.dl-turn details'))
    fold.open = folds.get(place(fold)) ?? fold.open;
});"""
# Conversations stay in the browser; those of its other tabs are known at once, while each tab has
# its own that is open.
KEEP = """const NAME = 'dateline-talks';
let known = props.value = localStorage.getItem(NAME) ?? '';
watch('value', () => {
  if (props.value !== known) localStorage.setItem(NAME, known = props.value);
});
addEventListener('storage', ({ key, newValue }) => {
  if (key !== NAME || !newValue) return;
  const { at } = JSON.parse(props.value);
  known = props.value = JSON.stringify({ at, talks: JSON.parse(newValue).talks });
});
trigger('arrive');"""
WAITING = '<ol class="dl-waiting" aria-label="Waiting to be asked" hidden></ol>'
# What was entered is asked as it was entered, one after the other, also when the page was loaded
# anew meanwhile.
LINE = """const LEFT = 'dateline-left';
const list = element.querySelector('ol');
const box = () => document.querySelector('#dl-question textarea');
const left = JSON.parse(sessionStorage.getItem(LEFT) ?? '{"typed": "", "waiting": []}');
const waiting = left.waiting;
let sent, late;
const busy = () => props.value.startsWith('busy');
const type = (text) => {
  box().value = text;
  box().dispatchEvent(new Event('input', { bubbles: true }));
};
const draw = () => {
  const shown = late && sent === late && !busy() ? [sent, ...waiting] : waiting;
  list.hidden = !shown.length;
  list.replaceChildren(...shown.map((one) => {
    const item = document.createElement('li');
    const drop = document.createElement('button');
    item.textContent = one.question;
    drop.type = 'button';
    drop.textContent = 'Remove';
    drop.ariaLabel = `Remove: ${one.question}`;
    drop.addEventListener('click', () => {
      waiting.splice(0, waiting.length, ...waiting.filter((other) => other !== one));
      draw();
      box().focus();
    });
    if (one !== sent) item.append(drop);
    return item;
  }));
};
const next = () => {
  if (!sent && !busy() && waiting.length) {
    const one = sent = waiting.shift();
    trigger('ask', one);
    setTimeout(() => { late = one; draw(); }, 1500);
  }
  draw();
};
watch('value', () => {
  if (left.typed && !box().value) type(left.typed);
  left.typed = '';
  if (!busy()) sent = undefined;
  next();
});
document.addEventListener('dl-enter', ({ detail }) => {
  waiting.push({ as_of: document.querySelector('#dl-as-of input').value, ...detail });
  next();
});
// The server went away: its question is there to be changed, or is asked again once it is back.
document.addEventListener('dl-lost', () => {
  if (!sent || box().value.trim()) return;
  type(sent.question);
  sent = undefined;
});
const enter = () => {
  const question = box().value.trim();
  if (!question) return;
  type('');
  document.dispatchEvent(new CustomEvent('dl-enter', { detail: { question } }));
};
document.addEventListener('keydown', (event) => {
  const { key, shiftKey, isComposing, target } = event;
  if (key !== 'Enter' || shiftKey || isComposing || target !== box()) return;
  event.preventDefault();
  event.stopPropagation();
  enter();
}, true);
const LEAVES = '[data-act=fresh], [data-act=turn_to], [aria-current] [data-act=forget]';
document.addEventListener('click', (event) => {
  if (event.target.closest?.('#dl-ask')) enter();
  if (!event.target.closest?.(LEAVES)) return;
  waiting.length = 0;
  sent = undefined;
  draw();
}, true);
addEventListener('beforeunload', () => {
  const all = { typed: box().value, waiting: [sent, ...waiting].filter(Boolean) };
  sessionStorage.setItem(LEFT, JSON.stringify(all));
});"""
# A new question comes into view once, and then the page holds still.
FOLLOW = """let before = '';
watch('value', () => {
  if (!before && props.value) element.scrollIntoView({ block: 'start', behavior: 'smooth' });
  before = props.value;
});"""
AS_OF = """<label>As of <span class="dl-day"><input type="date" min="1800-01-01"></span></label>
<button type="button" class="dl-now" hidden>Back to now</button>"""
# A day counts once the person stops typing it.
DAY = """const input = element.querySelector('input');
let timer;
input.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (input.value && input.value < '1800') return;
    props.value = input.value;
    trigger('submit');
  }, 800);
});
const now = element.querySelector('button');
const mark = () => {
  now.hidden = !input.value;
  element.classList.toggle('dl-then', !!input.value);
};
input.addEventListener('input', mark);
now.addEventListener('click', () => {
  props.value = input.value = '';
  mark();
  trigger('submit');
});
watch('value', () => { if (input.value !== props.value) input.value = props.value; mark(); });"""
# A first click asks, a second within six seconds removes; the focus goes to what is in its place.
REMOVE = """let at = -1;
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act=remove]');
  if (!button) return;
  if ('sure' in button.dataset) {
    at = [...element.querySelectorAll('li')].indexOf(button.closest('li'));
    return trigger('remove', { id: button.dataset.id });
  }
  button.dataset.sure = '';
  setTimeout(() => delete button.dataset.sure, 6000);
});
watch('value', () => requestAnimationFrame(() => {
  if (at < 0) return;
  const left = element.querySelectorAll('li h2 a');
  const search = document.querySelector('#dl-browse :is(input, textarea)');
  (left[Math.min(at, left.length - 1)] ?? search).focus();
  at = -1;
}));"""
