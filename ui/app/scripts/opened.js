// Tells once that it is on the page: within a menu that is when the menu is opened. To close the menu tells nothing.
export default function ({ setTriggerValue, parentElement }) {
  if (parentElement.kvTold) return;
  parentElement.kvTold = true;
  setTriggerValue("opened", true);
}
