import { render } from "preact";
import { App } from "./app.tsx";
import { followLinks } from "./router.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/sign-in.css";
import "./styles/leads.css";
import "./styles/receipt.css";
import "./styles/turns.css";
import "./styles/evidence.css";
import "./styles/pools.css";

followLinks();
const root = document.getElementById("console");
if (root) render(<App />, root);
