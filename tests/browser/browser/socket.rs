//! A small client for the two protocols that browsers speak over a WebSocket: Chromium's DevTools protocol and WebDriver
//! BiDi. Both number their commands, and put the number in the answer. Commands are sent one at a time.

use std::collections::VecDeque;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// A connection to a browser.
pub(super) struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    last_id: u64,
    /// Events that arrived while an answer was waited for.
    events: VecDeque<Value>,
}

impl Socket {
    /// Connects to a browser that listens at this address.
    pub(super) async fn connect(url: &str) -> Self {
        let (stream, _) = connect_async(url).await.unwrap_or_else(|error| panic!("{url} does not answer: {error}"));
        Self { stream, last_id: 0, events: VecDeque::new() }
    }

    /// Sends a command, and returns its result.
    pub(super) async fn send(&mut self, method: &str, parameters: Value) -> Value {
        self.last_id += 1;
        let command = json!({ "id": self.last_id, "method": method, "params": parameters });
        self.stream.send(Message::text(command.to_string())).await.expect("the browser listens");
        loop {
            let mut message = self.receive().await;
            if message["id"] != self.last_id {
                self.events.push_back(message);
                continue;
            }
            assert!(message.get("error").is_none(), "{method}: {message}");
            return message["result"].take();
        }
    }

    /// The next event of those to which the connection has subscribed. This waits until there is one.
    pub(super) async fn next_event(&mut self) -> Value {
        match self.events.pop_front() {
            Some(event) => event,
            None => self.receive().await,
        }
    }

    async fn receive(&mut self) -> Value {
        let message = self.stream.next().await.expect("the browser is there").expect("the socket is whole");
        let text = message.into_text().expect("both protocols are text");
        serde_json::from_str(&text).expect("both protocols are JSON")
    }
}
