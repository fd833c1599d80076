// Runs before the page is painted, so that a chosen theme does not flash. Not a module: those wait.
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem('postscale.theme'); } catch { /* storage is switched off: the system decides */ }
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
})();
