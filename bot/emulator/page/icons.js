// Small signs, drawn here so that no font has to have them. They say nothing to a screen reader.

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  copy: "M8 8V4h12v12h-4M4 8h12v12H4z",
  pin: "M12 21s-7-6.2-7-11a7 7 0 0 1 14 0c0 4.8-7 11-7 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  photo: "M3 5h18v14H3zM3 16l5-5 4 4 3-3 6 5",
  phone: "M6 3h4l2 5-2.5 1.5a11 11 0 0 0 5 5L16 12l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  voice: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v4",
  send: "M4 12l17-8-5 17-4-7zM12 14l9-10",
  restart: "M20 11a8 8 0 1 0-2.3 6.3M20 4v7h-7",
  out: "M8 16l9-9M9 7h8v8",
  slash: "M15 4L9 20",
  plus: "M12 5v14M5 12h14",
};

export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" })) {
    drawing.setAttribute(key, value);
  }
  path.setAttribute("d", PATHS[name]);
  drawing.append(path);
  return drawing;
}
