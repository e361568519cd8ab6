"""Nothing in, markup and scripts of the page's own controls out, as gradio runs them."""

from __future__ import annotations

# Buttons inside HTML send what they stand for as an event of that name.
ACTS = """element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (!button) return;
  const known = ['again', 'rate', 'example', 'fresh', 'turn_to', 'forget'];
  const { act, ...data } = button.dataset;
  if (act === 'rate') {
    const before = button.closest('.dl-tools').querySelector('[data-act=rate][data-done]');
    if (before === button) return;
    if (before) data.instead = before.dataset.rating;
    delete before?.dataset.done;
    button.dataset.done = '';
  }
  if (known.includes(act)) trigger(act, data);
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
