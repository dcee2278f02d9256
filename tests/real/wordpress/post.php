<?php
// Publishes a post as the user that the first argument names, with the content from standard input, and prints its
// address.
require getenv( 'WORDPRESS_FOLDER' ) . '/wp-load.php';
wp_set_current_user( get_user_by( 'login', $argv[1] )->ID );
$content = wp_slash( file_get_contents( 'php://stdin' ) );
$post    = array( 'post_title' => 'A post', 'post_content' => $content, 'post_status' => 'publish' );
$id      = wp_insert_post( $post, true );
if ( is_wp_error( $id ) ) {
	exit( $id->get_error_message() );
}
echo get_permalink( $id );
