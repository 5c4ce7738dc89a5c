// Pages that wait for work to end, and the filter of the list of people.
import { bar, follow } from '/static/ask.js';

let seen = false;
follow((progress) => {
  bar(progress);
  if (progress.running) seen = true;
  else if (seen) location.reload();
}, () => {});

const filter = document.getElementById('filter');
if (filter) {
  const lines = [...document.querySelectorAll('#people li')];
  filter.addEventListener('input', () => {
    const wanted = filter.value.trim().toLowerCase();
    for (const line of lines) line.hidden = !line.textContent.toLowerCase().includes(wanted);
  });
}
