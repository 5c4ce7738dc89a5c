// What every page does: forms that send themselves, files that are dropped, names that are picked.
document.documentElement.classList.add('js');

for (const form of document.querySelectorAll('[data-auto]')) {
  form.addEventListener('change', () => form.requestSubmit());
}

for (const form of document.querySelectorAll('[data-drop]')) {
  const input = form.querySelector('input[type=file]');
  input.addEventListener('change', () => { if (input.files.length) form.requestSubmit(); });
  form.addEventListener('dragover', (event) => { event.preventDefault(); form.classList.add('over'); });
  form.addEventListener('dragleave', () => form.classList.remove('over'));
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    form.classList.remove('over');
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}

// a name picked from the list is added to the lines of a text
for (const input of document.querySelectorAll('[data-adds]')) {
  const lines = document.getElementById(input.dataset.adds);
  input.addEventListener('change', () => {
    const name = input.value.trim();
    if (!name) return;
    lines.value = [...lines.value.split('\n').filter((line) => line.trim()), name].join('\n');
    input.value = '';
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') { event.preventDefault(); input.dispatchEvent(new Event('change')); }
  });
}
