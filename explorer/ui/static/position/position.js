/*
 * The button that asks the device where it is. Nothing is asked before it is pressed, the answer is cut
 * to about ten metres, and it goes to the server as a trigger: it is gone when the next run begins.
 */
const DECIMALS = 4;
const OPTIONS = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 };
// In the order of the codes of a GeolocationPositionError, from 1.
const REASONS = ["denied", "unavailable", "timeout"];

export default function ({ data, parentElement, setTriggerValue }) {
  const button = parentElement.querySelector("button");
  const told = parentElement.querySelector("p");

  // The function runs again with every run of the page; what is under way goes on.
  function show(state) {
    const text = data.words[state] ?? data.words.calm;
    const trouble = REASONS.includes(state);
    told.dataset.state = state;
    if (told.textContent !== text) told.textContent = text;
    told.className = trouble ? "trouble" : "";
    button.setAttribute("aria-disabled", String(state === "waiting"));
  }

  function found({ coords }) {
    show("calm");
    setTriggerValue("position", {
      lon: Number(coords.longitude.toFixed(DECIMALS)),
      lat: Number(coords.latitude.toFixed(DECIMALS)),
      accuracy: Math.ceil(coords.accuracy),
    });
  }

  function ask() {
    if (told.dataset.state === "waiting") return;
    // Browsers tell positions to pages that came safely alone.
    if (!navigator.geolocation || !isSecureContext) { show("unavailable"); return; }
    show("waiting");
    navigator.geolocation.getCurrentPosition(found, (error) => show(REASONS[error.code - 1] ?? "unavailable"), OPTIONS);
  }

  button.querySelector("span").textContent = data.words.label;
  button.onclick = ask;
  show(told.dataset.state ?? "calm");
}
