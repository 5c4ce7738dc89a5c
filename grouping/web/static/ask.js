// Asking the program: JSON there and back, and the progress of its work.
export class Refused extends Error {
  constructor(status, said) { super(said.error || ''); this.status = status; this.said = said; }
}

async function answer(reply) {
  const said = await reply.json().catch(() => ({}));
  if (!reply.ok) throw new Refused(reply.status, said);
  return said;
}

const headers = { accept: 'application/json' };

export async function get(path) { return answer(await fetch(path, { headers })); }

export async function post(path, body) {
  return answer(await fetch(path, {
    method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body),
  }));
}

// `told` is called with every word of progress; `lost` when the program does not answer any more
export function follow(told, lost) {
  const events = new EventSource('/events');
  events.onmessage = (event) => told(JSON.parse(event.data));
  events.onerror = () => lost(events.readyState === EventSource.CLOSED);
  return events;
}

export function bar(progress) {
  const box = document.getElementById('progress');
  box.hidden = !progress.running;
  if (!progress.running) return;
  document.getElementById('job').textContent = `${progress.title} … ${progress.seconds} s`;
  const words = document.getElementById('job-words');
  if (words) words.textContent = progress.words;
  document.getElementById('share').value = progress.share;
}
