// The board of teams: drawn once, then only what a step changes; by mouse, touch and keys alike.
import { Refused, bar, follow, get, post } from '/static/ask.js';

const words = JSON.parse(document.getElementById('words').textContent);
const $ = (id) => document.getElementById(id);
const board = $('board');
let data = null; // people, teams, rounds
let now = null; // rev, who is where, locks, marks, score
let round = 0;
let cards = []; // by person
let columns = new Map(); // by team
let offers = null; // of the person that is lifted
let lifted = -1; // by keys
let pointer = null; // where the last drag went

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '');
const say = (text) => { $('live').textContent = ''; requestAnimationFrame(() => { $('live').textContent = text; }); };
const make = (tag, classes = '', text = '') => {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  if (text) made.textContent = text;
  return made;
};

async function attempt(work) {
  $('trouble').hidden = true;
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused && error.status === 409) { await load(); trouble(words.stale, ''); return null; }
    if (error instanceof Refused) { trouble(error.said.error, error.said.hint); return null; }
    trouble(words.gone, '');
    return null;
  }
}

function trouble(text, hint) {
  const box = $('trouble');
  box.replaceChildren(make('strong', '', text || ''));
  if (hint) box.append(make('p', '', hint));
  box.hidden = false;
}

// --- drawing -------------------------------------------------------------------------------------

async function load() {
  const said = await get('/board');
  data = { people: said.people, teams: said.teams, rounds: said.rounds };
  now = said;
  round = Math.min(round, data.rounds.length - 1);
  cards = data.people.map(card);
  tabs();
  buttons();
  $('work').hidden = !now.made;
  $('empty').hidden = now.made;
  $('gently').hidden = !now.made;
  $('make').textContent = now.made ? words.anew : words.first;
  if (now.made) draw();
}

function card(person, i) {
  const button = make('button', 'person');
  button.type = 'button';
  button.dataset.person = i;
  button.tabIndex = -1;
  button.append(make('span', `swatch${person.swatch < 0 ? '' : ` s${person.swatch}`}`));
  const text = make('span');
  text.append(make('span', 'name', person.name), make('span', 'about', person.lines.filter(Boolean).join(' · ')));
  button.append(text, make('span', 'flag'));
  button.title = [person.name, ...person.lines.filter(Boolean)].join('\n');
  return button;
}

function draw() {
  const info = data.rounds[round];
  columns = new Map();
  const drawn = info.open.map((g) => column(g, info));
  board.replaceChildren(...drawn);
  for (const [g, one] of columns) sortable(one.list, g);
  place();
  marks();
  score();
}

function column(g) {
  const box = make('section', 'team');
  box.dataset.team = g;
  const head = make('header');
  const title = make('h2', '', data.teams[g]);
  title.id = `team-${g}`;
  box.setAttribute('aria-labelledby', title.id);
  const sign = make('span', 'sign');
  const size = make('span', 'size');
  const lock = make('button', 'icon');
  lock.type = 'button';
  lock.addEventListener('click', () => act({ what: 'lock', team: g }));
  head.append(title, sign, size, lock);
  const list = make('div', 'people');
  box.append(head, list);
  columns.set(g, { box, list, sign, size, lock });
  return box;
}

function place() {
  const team = now.team[round];
  const inside = new Map([...columns.keys()].map((g) => [g, []]));
  team.forEach((g, i) => { if (g >= 0) inside.get(g)?.push(i); });
  for (const [g, people] of inside) {
    const list = columns.get(g).list;
    const wanted = people.map((i) => cards[i]);
    const same = list.children.length === wanted.length && wanted.every((one, k) => list.children[k] === one);
    if (!same) list.replaceChildren(...wanted);
  }
  if (!board.querySelector('.person[tabindex="0"]')) {
    const first = board.querySelector('.person');
    if (first) first.tabIndex = 0;
  }
}

function marks() {
  const locked = { people: new Set(now.locked.people), teams: new Set(now.locked.teams), round: now.locked.rounds.includes(round) };
  for (const [g, one] of columns) {
    const mark = now.marks[round][g];
    const here = locked.teams.has(g) || locked.round;
    one.size.textContent = `${mark.size} ${words.people}`;
    one.box.classList.toggle('broken', mark.broken.length > 0);
    one.box.classList.toggle('is-locked', here);
    one.lock.classList.toggle('shut', here);
    one.lock.setAttribute('aria-label', `${locked.teams.has(g) ? words.unlock : words.lock}: ${data.teams[g]}`);
    one.lock.setAttribute('aria-pressed', String(here));
    clearSign(one);
    if (mark.broken.length) {
      sign(one, 'must', '✕', fill(words.wrong, { what: mark.broken.join('; ') }));
    } else if (mark.worst) {
      sign(one, 'cost', '!', fill(words.worst, { what: mark.worst }));
    }
  }
  cards.forEach((button, i) => {
    const g = now.team[round][i];
    const here = locked.people.has(i) || locked.teams.has(g) || locked.round;
    button.classList.toggle('is-locked', here);
    button.lastChild.textContent = '';
    button.lastChild.classList.toggle('shut', locked.people.has(i));
    const person = data.people[i];
    button.setAttribute('aria-label', [`${person.name} ${person.lines.filter(Boolean).join(' · ')}`, here ? words.locked : ''].filter(Boolean).join(', '));
  });
}

function sign(one, kind, text, title) {
  one.sign.className = `sign ${kind}`;
  one.sign.textContent = text;
  one.sign.title = title;
  one.sign.setAttribute('role', 'img');
  one.sign.setAttribute('aria-label', title);
}

function clearSign(one) {
  one.sign.className = 'sign';
  one.sign.textContent = '';
  for (const name of ['title', 'role', 'aria-label']) one.sign.removeAttribute(name);
}

function score() {
  $('said').textContent = now.score.said;
  $('rules').replaceChildren(...now.score.rules.map(ruleLine));
}

function ruleLine(rule) {
  const line = make('li', rule.broken ? 'broken' : '');
  const head = make('div', 'line');
  const title = make('span', '', rule.title);
  if (rule.must) title.prepend(make('strong', '', `${words.must}: `));
  head.append(title, make('span', 'verdict', rule.verdict));
  line.append(head);
  if (!rule.must) {
    const meter = make('meter');
    meter.min = 0; meter.max = 1; meter.value = rule.met;
    meter.setAttribute('aria-label', `${rule.title}: ${rule.verdict}`);
    line.append(meter);
  }
  const more = make('details');
  more.append(make('summary', '', rule.reached[0] || rule.verdict));
  for (const text of [...rule.reached.slice(1), ...rule.items]) more.append(make('p', '', text));
  if (more.children.length > 1) line.append(more);
  else line.append(make('p', 'soft', rule.reached[0] || ''));
  return line;
}

function tabs() {
  const list = $('tabs');
  list.hidden = data.rounds.length < 2;
  list.replaceChildren(...data.rounds.map((one, r) => {
    const tab = make('button', '', one.name);
    tab.type = 'button';
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-selected', String(r === round));
    tab.setAttribute('aria-controls', 'board');
    tab.tabIndex = r === round ? 0 : -1;
    tab.addEventListener('click', () => { round = r; tabs(); drop(); draw(); });
    tab.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      round = (r + step + data.rounds.length) % data.rounds.length;
      tabs(); drop(); draw();
      $('tabs').children[round].focus();
    });
    return tab;
  }));
  if (data.rounds.length > 1) {
    const lock = make('button', 'plain', words.lock);
    const held = now.made && now.locked.rounds.includes(round);
    lock.textContent = held ? words.unlock : words.lock;
    lock.classList.add('lock');
    lock.classList.toggle('shut', held);
    lock.type = 'button';
    lock.setAttribute('aria-label', `${held ? words.unlock : words.lock}: ${data.rounds[round].name}`);
    lock.addEventListener('click', () => act({ what: 'lock' }).then(tabs));
    list.after(document.getElementById('round-lock') || lock);
    document.getElementById('round-lock')?.replaceWith(lock);
    lock.id = 'round-lock';
  }
}

function buttons() {
  $('undo').disabled = !now.undo;
  $('redo').disabled = !now.redo;
  $('undo').title = now.undo;
  $('redo').title = now.redo;
  $('offer').hidden = !now.offer;
}

function effect(said) {
  if (!said) return;
  const box = $('effect');
  const signs = { better: '▲', mends: '✓', worse: '▼', breaks: '✕', same: '＝' };
  const head = make('p', 'step', said.said);
  const way = make('p', ['better', 'mends'].includes(said.way) ? 'up' : said.way === 'same' ? 'soft' : 'down', `${signs[said.way]} ${words[said.way]}`);
  const list = make('ul');
  for (const rule of said.rules) {
    const line = make('li');
    line.append(
      make('span', rule.way === 'better' ? 'up' : 'down', rule.way === 'better' ? '▲' : '▼'),
      make('span', '', rule.must ? `${words.must}: ${rule.title}` : rule.title),
      make('span', 'figures', `${rule.before} → ${rule.after}`),
    );
    list.append(line);
  }
  box.replaceChildren(head, way);
  if (said.gap) box.append(make('p', 'soft', fill(words.gap, { before: said.gap[0], after: said.gap[1] })));
  if (said.rules.length) box.append(list);
  else box.append(make('p', 'soft', words.nothing));
  say(`${said.said}. ${words[said.way]}.`);
}

// --- steps ---------------------------------------------------------------------------------------

async function act(step) {
  drop();
  const said = await attempt(() => post('/act', { rev: now.rev, round, ...step }));
  if (said) { now = said; refresh(said.effect); } else place();
  return said;
}

function refresh(judged) { buttons(); place(); marks(); score(); effect(judged); }

async function turn(what) {
  drop();
  const said = await attempt(() => post('/turn', { rev: now.rev, what }));
  if (!said) return;
  if (said.reload) { await load(); return; }
  now = said;
  refresh(said.effect);
}

async function lift(person) {
  const said = await attempt(() => get(`/preview?rev=${now.rev}&person=${person}&round=${round}`));
  if (!said) return;
  offers = said;
  board.classList.add('lifting');
  cards[person].classList.add('lifted');
  for (const [i, one] of Object.entries(said.people)) {
    cards[i].classList.add(`way-${one.way}`);
    cards[i].lastChild.textContent = one.said;
  }
  for (const [g, one] of Object.entries(said.teams)) {
    const here = columns.get(Number(g));
    here.box.classList.add(`way-${one.way}`);
    const back = one.with === undefined ? '' : ` ${fill(words.swapback, { name: data.people[one.with].name })}`;
    sign(here, '', one.said, `${words[one.way]} ${one.said}${back}`);
  }
}

function drop() {
  if (!offers && lifted < 0) return;
  offers = null;
  lifted = -1;
  board.classList.remove('lifting');
  for (const one of [...cards, ...[...columns.values()].map((c) => c.box)]) {
    for (const name of [...one.classList]) if (name.startsWith('way-')) one.classList.remove(name);
    one.classList.remove('lifted', 'target');
  }
  if (now.made) marks();
}

function put(person, target) {
  const other = target.closest?.('.person');
  const team = target.closest?.('.team');
  if (other && Number(other.dataset.person) !== person) {
    const j = Number(other.dataset.person);
    if (now.team[round][j] !== now.team[round][person]) return act({ what: 'swap', person, other: j });
  } else if (team && !other) {
    return onto(person, Number(team.dataset.team));
  }
  drop();
  place();
  return null;
}

// onto a team: a move where a seat is free, else the best swap back
function onto(person, g) {
  if (g === now.team[round][person]) { drop(); place(); return null; }
  const back = offers?.teams?.[g]?.with;
  return act(back === undefined ? { what: 'move', person, team: g } : { what: 'swap', person, other: back });
}

function sortable(list) {
  window.Sortable.create(list, {
    group: 'people', sort: false, animation: 0, delay: 150, delayOnTouchOnly: true, touchStartThreshold: 4,
    forceFallback: true, fallbackTolerance: 5, filter: '.is-locked', preventOnFilter: false, draggable: '.person',
    scroll: true, bubbleScroll: true,
    onStart: (event) => { pointer = null; lift(Number(event.item.dataset.person)); document.addEventListener('pointermove', track, true); document.addEventListener('touchmove', track, true); },
    onMove: () => false,
    onEnd: (event) => {
      document.removeEventListener('pointermove', track, true);
      document.removeEventListener('touchmove', track, true);
      for (const one of board.querySelectorAll('.target')) one.classList.remove('target');
      const target = pointer && document.elementsFromPoint(pointer.x, pointer.y).find((one) => board.contains(one) && !one.closest('.sortable-drag'));
      if (target) put(Number(event.item.dataset.person), target);
      else { drop(); place(); }
    },
  });
}

function track(event) {
  const at = event.touches ? event.touches[0] : event;
  pointer = { x: at.clientX, y: at.clientY };
  for (const one of board.querySelectorAll('.target')) one.classList.remove('target');
  const under = document.elementsFromPoint(pointer.x, pointer.y).find((one) => board.contains(one) && !one.closest('.sortable-drag, .sortable-fallback'));
  (under?.closest('.person') || under?.closest('.team'))?.classList.add('target');
}

// --- menu ----------------------------------------------------------------------------------------

async function menu(person, only = '') {
  const dialog = $('menu');
  const who = data.people[person];
  const r = round;
  const title = make('h2', '', who.name);
  title.id = 'menu-title';
  dialog.replaceChildren(title, make('p', 'soft', [...who.lines.filter(Boolean), data.teams[now.team[r][person]]].filter(Boolean).join(' · ')));
  const close = make('button', 'plain', words.close);
  close.addEventListener('click', () => dialog.close());
  const chosen = (step) => { dialog.close(); act(step); };
  const said = await attempt(() => get(`/suggest?rev=${now.rev}&person=${person}&round=${r}`));
  if (!said) return;
  const list = make('div', 'options');
  for (const one of said.steps) {
    const button = make('button', `way-${one.way}`);
    const text = make('span', '', one.words);
    if (one.rules.length) text.append(make('small', '', one.rules.map((rule) => `${rule.way === 'better' ? '▲' : '▼'} ${rule.title}`).join(' · ')));
    button.append(text, make('span', 'flag', one.said));
    button.addEventListener('click', () => chosen(one.other === null ? { what: 'move', person, team: one.team } : { what: 'swap', person, other: one.other }));
    list.append(button);
  }
  dialog.append(make('h3', '', words.suggested), said.steps.length ? list : make('p', 'soft', words.none));
  if (!only) {
    dialog.append(...choice(words.move, data.rounds[r].open.filter((g) => g !== now.team[r][person]).map((g) => [g, data.teams[g]]), (g) => { dialog.close(); goTo(person, g); }));
    const others = data.people.map((one, i) => [i, `${one.name} (${data.teams[now.team[r][i]] ?? '–'})`]).filter(([i]) => now.team[r][i] >= 0 && now.team[r][i] !== now.team[r][person]);
    dialog.append(...choice(words.swap, others, (j) => chosen({ what: 'swap', person, other: j })));
    const lock = make('button', '', now.locked.people.includes(person) ? words.unlock : words.lock);
    lock.addEventListener('click', () => chosen({ what: 'lock', person }));
    const absent = make('a', 'button', words.absent);
    absent.href = '/morning';
    const row = make('div', 'row');
    row.append(lock, absent);
    dialog.append(make('h3', '', ''), row, make('h3', '', words.why));
    const why = make('ul', 'why');
    for (const text of said.why) why.append(make('li', '', text));
    dialog.append(why);
    dialog.querySelector('h3:empty')?.remove();
  }
  dialog.append(close);
  dialog.addEventListener('close', () => cards[person].focus(), { once: true });
  dialog.showModal();
}

function choice(label, options, chosen) {
  const name = make('h3', '', label);
  const row = make('div', 'row');
  const select = make('select');
  select.setAttribute('aria-label', label);
  for (const [value, text] of options) {
    const option = make('option', '', text);
    option.value = value;
    select.append(option);
  }
  const go = make('button', '', '→');
  go.setAttribute('aria-label', label);
  go.addEventListener('click', () => { if (select.value !== '') chosen(Number(select.value)); });
  row.append(select, go);
  return [name, row];
}

async function goTo(person, g) {
  await lift(person);
  onto(person, g);
}

// --- keys ----------------------------------------------------------------------------------------

const steps = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] };

function beside(button, [across, down]) {
  const list = button.parentElement;
  const here = [...list.children].indexOf(button);
  if (down) return list.children[here + down] || null;
  const boxes = [...board.children];
  for (let k = boxes.indexOf(list.parentElement) + across; k >= 0 && k < boxes.length; k += across) {
    const people = boxes[k].querySelector('.people').children;
    if (people.length) return people[Math.min(here, people.length - 1)];
  }
  return null;
}

function focusOn(button) {
  if (!button) return;
  for (const one of board.querySelectorAll('.person[tabindex="0"]')) one.tabIndex = -1;
  button.tabIndex = 0;
  button.focus();
}

board.addEventListener('keydown', async (event) => {
  const button = event.target.closest('.person');
  if (!button || event.ctrlKey || event.metaKey || event.altKey) return;
  const person = Number(button.dataset.person);
  if (steps[event.key]) {
    event.preventDefault();
    focusOn(beside(button, steps[event.key]));
    if (lifted >= 0) tell(document.activeElement);
  } else if (event.key === 'Escape' && lifted >= 0) {
    event.preventDefault();
    drop();
  } else if ((event.key === 'Enter' || event.key === ' ') && lifted >= 0) {
    event.preventDefault();
    const mover = lifted;
    if (mover === person) { drop(); return; }
    await put(mover, button);
    focusOn(cards[mover]);
  } else if (event.key.toLowerCase() === 'm') {
    event.preventDefault();
    if (button.classList.contains('is-locked')) return;
    drop();
    await lift(person);
    lifted = person;
    say(fill(words.lift, { name: data.people[person].name }));
  } else if (event.key.toLowerCase() === 's') {
    event.preventDefault();
    menu(person, 'suggestions');
  } else if (event.key.toLowerCase() === 'l') {
    event.preventDefault();
    await act({ what: 'lock', person });
    focusOn(cards[person]);
  }
});

function tell(button) {
  const one = offers?.people?.[button.dataset?.person];
  if (one) say(`${data.people[button.dataset.person].name}: ${words[one.way]} ${one.said}`);
}

board.addEventListener('click', (event) => {
  const button = event.target.closest('.person');
  if (button && lifted < 0) { focusOn(button); menu(Number(button.dataset.person)); }
});

document.addEventListener('keydown', (event) => {
  const typing = event.target.matches('input, textarea, select');
  if ((event.ctrlKey || event.metaKey) && !typing && ['z', 'y'].includes(event.key.toLowerCase())) {
    event.preventDefault();
    turn(event.key.toLowerCase() === 'y' || event.shiftKey ? 'redo' : 'undo');
  } else if (event.key === '/' && !typing) {
    event.preventDefault();
    $('find').focus();
  }
});

$('find').addEventListener('input', () => {
  const wanted = $('find').value.trim().toLowerCase();
  board.classList.toggle('finding', wanted !== '');
  const found = cards.filter((button, i) => {
    const hit = wanted !== '' && `${data.people[i].name} ${data.people[i].lines.join(' ')}`.toLowerCase().includes(wanted);
    button.classList.toggle('found', hit);
    return hit && button.isConnected;
  });
  found[0]?.scrollIntoView({ block: 'center' });
  if (wanted) say(fill(words.found, { n: found.length }));
});
$('find').addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && cards.length) { event.preventDefault(); focusOn(board.querySelector('.person.found')); }
  if (event.key === 'Escape') { $('find').value = ''; $('find').dispatchEvent(new Event('input')); }
});

// --- searches ------------------------------------------------------------------------------------

$('undo').addEventListener('click', () => turn('undo'));
$('redo').addEventListener('click', () => turn('redo'));
$('anew').addEventListener('submit', (event) => {
  event.preventDefault();
  search({ what: 'solve', seconds: Number($('seconds').value.replace(',', '.')) || 5 });
});
$('gently').addEventListener('submit', (event) => {
  event.preventDefault();
  search({ what: 'improve', moves: Number($('moves').value) || 10, seconds: 5 });
});
$('stop').addEventListener('click', () => post('/stop', {}));
$('take').addEventListener('click', async () => { await attempt(() => post('/offer', { rev: now.rev })); await load(); });

async function search(what) {
  drop();
  const said = await attempt(() => post('/search', { rev: now.rev, ...what }));
  if (said) progress(said);
}

let was = false;
async function progress(said) {
  bar(said);
  if (said.running && !said.words && !said.warm) $('job-words').textContent = words.working;
  $('make').disabled = said.running;
  if (was && !said.running) {
    was = false;
    await load();
    if (said.error) trouble(said.error, said.hint);
    else say(said.words || now.score?.said || '');
    curve(said.curve || []);
  } else if (!said.running && now && said.rev !== now.rev) {
    await load();
  }
  was = said.running;
}

function curve(points) {
  $('curve').hidden = points.length < 2;
  const list = make('ul', 'meters');
  for (const point of points) {
    const line = make('li');
    const head = make('div', 'line');
    head.append(make('span', '', String(point.moves)), make('span', 'verdict', point.gap));
    const meter = make('meter');
    meter.min = 0; meter.max = 1; meter.value = point.share;
    meter.setAttribute('aria-label', `${point.moves}: ${point.gap}`);
    line.append(head, meter);
    list.append(line);
  }
  $('curve-body').replaceChildren(list);
}

await attempt(load);
follow(progress, (closed) => { if (closed) trouble(words.gone, ''); });
