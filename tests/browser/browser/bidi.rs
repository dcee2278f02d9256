//! A small client for WebDriver BiDi: it sends commands one at a time, and records the console meanwhile.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// A connection to a browser.
pub(super) struct BiDi {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last_id: u64,
    console: Vec<String>,
}

impl BiDi {
    /// Connects to the session at this address, and subscribes to its console.
    pub(super) async fn connect(url: &str) -> Self {
        let (socket, _) = connect_async(url).await.unwrap_or_else(|error| panic!("{url} does not answer: {error}"));
        let mut bidi = Self { socket, last_id: 0, console: Vec::new() };
        bidi.send("session.subscribe", json!({ "events": ["log.entryAdded"] })).await;
        bidi
    }

    /// Sends a command, and returns its result.
    pub(super) async fn send(&mut self, method: &str, parameters: Value) -> Value {
        self.last_id += 1;
        let command = json!({ "id": self.last_id, "method": method, "params": parameters });
        self.socket.send(Message::text(command.to_string())).await.expect("the browser listens");
        loop {
            let mut message = self.receive().await;
            if message["id"] == self.last_id {
                assert_eq!(message["type"], "success", "{method}: {message}");
                return message["result"].take();
            }
        }
    }

    /// The recorded console lines before `mark`, as `LEVEL message`. They are removed from the record.
    pub(super) async fn console_until(&mut self, mark: &str) -> Vec<String> {
        loop {
            if let Some(end) = self.console.iter().position(|line| line.ends_with(mark)) {
                let mut lines: Vec<String> = self.console.drain(..=end).collect();
                lines.pop();
                return lines;
            }
            self.receive().await;
        }
    }

    /// The console lines that have arrived so far.
    pub(super) async fn console_so_far(&mut self) -> &[String] {
        const A_MOMENT: Duration = Duration::from_millis(200);
        while timeout(A_MOMENT, self.receive()).await.is_ok() {}
        &self.console
    }

    /// Receives the next message, and records it if it is a console line.
    async fn receive(&mut self) -> Value {
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
