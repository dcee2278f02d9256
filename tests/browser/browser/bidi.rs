//! WebDriver BiDi, as far as these tests need it: commands one after the other, and what the console says meanwhile.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// A browser on the other end of a socket.
pub(super) struct BiDi {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    asked: u64,
    console: Vec<String>,
}

impl BiDi {
    /// Connects to a session's own address, and listens to its console.
    pub(super) async fn connect(url: &str) -> Self {
        let (socket, _) = connect_async(url).await.unwrap_or_else(|error| panic!("{url} does not answer: {error}"));
        let mut bidi = Self { socket, asked: 0, console: Vec::new() };
        bidi.ask("session.subscribe", json!({ "events": ["log.entryAdded"] })).await;
        bidi
    }

    /// Sends a command, and returns its result.
    pub(super) async fn ask(&mut self, method: &str, parameters: Value) -> Value {
        self.asked += 1;
        let command = json!({ "id": self.asked, "method": method, "params": parameters });
        self.socket.send(Message::text(command.to_string())).await.expect("the browser listens");
        loop {
            let mut message = self.hear().await;
            if message["id"] == self.asked {
                assert_eq!(message["type"], "success", "{method}: {message}");
                return message["result"].take();
            }
        }
    }

    /// What the console said before it said `mark`, as `LEVEL message`; it is told once.
    pub(super) async fn console_until(&mut self, mark: &str) -> Vec<String> {
        loop {
            if let Some(end) = self.console.iter().position(|line| line.ends_with(mark)) {
                let mut lines: Vec<String> = self.console.drain(..=end).collect();
                lines.pop();
                return lines;
            }
            self.hear().await;
        }
    }

    /// What the console said, as far as it has come here.
    pub(super) async fn console_so_far(&mut self) -> &[String] {
        const A_MOMENT: Duration = Duration::from_millis(200);
        while timeout(A_MOMENT, self.hear()).await.is_ok() {}
        &self.console
    }

    /// The next message; what the console says is kept.
    async fn hear(&mut self) -> Value {
        let message = self.socket.next().await.expect("the browser is there").expect("the socket is whole");
        let text = message.into_text().expect("BiDi is text");
        let message: Value = serde_json::from_str(&text).expect("BiDi is JSON");
        if message["method"] == "log.entryAdded" {
            let [level, text] =
                ["level", "text"].map(|field| message["params"][field].as_str().unwrap_or_default().to_owned());
            self.console.push(format!("{} {text}", level.to_uppercase()));
        }
        message
    }
}
