import linker from "@angular/compiler-cli/linker/babel";
import { transformAsync } from "@babel/core";

// This does what Angular's own builder does: it links precompiled libraries, and sets the mode.
export default ({ mode }) => ({
  define: mode === "production" ? { ngDevMode: "false" } : {},
  plugins: [
    {
      name: "angular-linker",
      transform: (code, id) => (code.includes("ɵɵngDeclare") ? transformAsync(code, { filename: id, plugins: [linker] }) : null),
    },
  ],
});
