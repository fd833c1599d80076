// Icons of one stroke, drawn on a grid of 24. They are ornaments: the words beside them say what they mean.

const shapes = {
  check: ['M5 12.5 10 17.5 19 7.5'],
  clock: ['M12 7v5l3 2', 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z'],
  warning: ['M12 9v4', 'M12 16.500v.1', 'M10.3 4.3 2.8 17.500A2 2 0 0 0 4.5 20.500h15a2 2 0 0 0 1.7-3L13.7 4.300a2 2 0 0 0-3.400 0Z'],
  cross: ['M7 7l10 10', 'M17 7 7 17'],
  pause: ['M9 6v12', 'M15 6v12'],
  play: ['M8 5.500v13l10.5-6.500Z'],
  copy: ['M9 9h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V10a1 1 0 0 1 1-1Z', 'M16 9V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h3'],
  plus: ['M12 5v14', 'M5 12h14'],
  search: ['M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Z', 'M15.5 15.5 20 20'],
  refresh: ['M20 5v5h-5', 'M4 19v-5h5', 'M5.5 10A7 7 0 0 1 18 7.500L20 10', 'M18.5 14A7 7 0 0 1 6 16.500L4 14'],
  back: ['M15 5l-7 7 7 7'],
  next: ['M9 5l7 7-7 7'],
  sun: ['M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z', 'M12 2.500v2', 'M12 19.500v2', 'M2.5 12h2', 'M19.5 12h2', 'M5.3 5.300l1.400 1.400', 'M17.3 17.300l1.400 1.400', 'M5.3 18.700l1.400-1.400', 'M17.3 6.700l1.400-1.400'],
  moon: ['M20 14.500A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.500Z'],
  mail: ['M5 6h14a1.5 1.5 0 0 1 1.5 1.500v9A1.5 1.5 0 0 1 19 18H5a1.5 1.5 0 0 1-1.5-1.500v-9A1.5 1.5 0 0 1 5 6Z', 'M4 8l8 5.500L20 8'],
  inbox: ['M12 4v9', 'M8 9.500l4 4 4-4', 'M4 14v4a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-4'],
  send: ['M12 14V5', 'M8 8.500l4-4 4 4', 'M4 14v4a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-4'],
  both: ['M8 4v13', 'M4.5 13.5 8 17l3.5-3.5', 'M16 20V7', 'M12.5 10.5 16 7l3.5 3.5'],
  alias: ['M4 12h13', 'M13 7.500l4.5 4.500L13 16.5', 'M20.5 5v14'],
  key: ['M8 19a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z', 'M11 12.5 19.5 4', 'M16 7.500l3 3'],
  hook: ['M12 8a3 3 0 1 0-2.7-1.700L6.5 12', 'M6 20a3 3 0 1 0-1-5.8', 'M9 17h7.5', 'M18 20a3 3 0 1 0 0-6', 'M14.5 7.5 17 13'],
  exit: ['M14 4h5a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-5', 'M4 12h10', 'M10.5 8 14.5 12l-4 4'],
};

/** An icon by its name. */
export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', class: `icon icon-${name}`, 'aria-hidden': 'true', focusable: 'false' })) svg.setAttribute(key, value);
  for (const shape of shapes[name]) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', shape);
    svg.append(path);
  }
  return svg;
}
