<?php
// Fills WordPress with a post of the blocks from standard input, one of the classic editor, a draft and a page, and prints
// its own export. Blocks in standard input name files of the media library as {{mole.png}}, {{mole.png:id}} and {{block:id}}.
require getenv( 'WORDPRESS_FOLDER' ) . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once ABSPATH . 'wp-admin/includes/export.php';
wp_set_current_user( get_user_by( 'login', 'administrator' )->ID );
wp_update_user( array( 'ID' => get_current_user_id(), 'display_name' => 'Ann Lee' ) );
update_option( 'permalink_structure', '/%year%/%monthnum%/%postname%/' );
update_option( 'timezone_string', 'Europe/Berlin' );
$GLOBALS['wp_rewrite']->init();

// Adds a file to the media library, and returns its number.
function add_file( $name, $type, $bytes, $meta ) {
	$file = wp_upload_bits( $name, null, $bytes, '2024/10' );
	$post = array( 'post_title' => "Title of $name", 'post_excerpt' => "Caption of $name", 'post_mime_type' => $type );
	$id   = wp_insert_attachment( $post, $file['file'], 0, true );
	if ( is_wp_error( $id ) ) {
		exit( $id->get_error_message() );
	}
	wp_update_attachment_metadata( $id, $meta + array( 'file' => "2024/10/$name" ) );
	return $id;
}

function add_post( $fields ) {
	$fields += array( 'post_status' => 'publish', 'post_date' => '2024-10-04 09:30:00' );
	$id      = wp_insert_post( wp_slash( $fields ), true );
	if ( is_wp_error( $id ) ) {
		exit( $id->get_error_message() );
	}
	return $id;
}

$pixel = base64_decode( 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=' );
$files = array();
foreach ( array( 'mole.png', 'rope.png', 'bell.png' ) as $name ) {
	$files[ $name ] = add_file( $name, 'image/png', $pixel, array( 'width' => 1200, 'height' => 800 ) );
	update_post_meta( $files[ $name ], '_wp_attachment_image_alt', "Description of $name" );
}
$files['swell.mp4'] = add_file( 'swell.mp4', 'video/mp4', 'no video', array( 'width' => 640, 'height' => 360 ) );
$files['ring.mp3']  = add_file( 'ring.mp3', 'audio/mpeg', 'no sound', array() );
$files['plan.pdf']  = add_file( 'plan.pdf', 'application/pdf', '%PDF-1.4', array() );

$values = array();
foreach ( $files as $name => $id ) {
	$values[ '{{' . $name . '}}' ]    = wp_get_attachment_url( $id );
	$values[ '{{' . $name . ':id}}' ] = $id;
}
$reusable = array( 'post_type' => 'wp_block', 'post_title' => 'Shared', 'post_content' => '<!-- wp:paragraph --><p>word-block</p><!-- /wp:paragraph -->' );
$values['{{block:id}}'] = add_post( $reusable );

$bells  = wp_create_category( 'Bells & ropes' );
$blocks = add_post(
	array(
		'post_title'    => 'Every “block” & more',
		'post_content'  => strtr( file_get_contents( 'php://stdin' ), $values ),
		'post_excerpt'  => 'All that the editor makes.',
		'post_category' => array( $bells ),
		'tags_input'    => array( 'sea', 'Grüße' ),
	)
);
set_post_thumbnail( $blocks, $files['mole.png'] );
wp_insert_comment( array( 'comment_post_ID' => $blocks, 'comment_content' => 'A comment', 'comment_author' => 'A reader' ) );

$gallery = '[gallery ids="' . $files['rope.png'] . ',' . $files['bell.png'] . '"]';
$image   = '<img class="size-medium wp-image-' . $files['mole.png'] . '" src="' . wp_get_attachment_url( $files['mole.png'] ) . '" alt="" width="300" height="200" />';
$caption = '[caption id="attachment_' . $files['mole.png'] . '" align="alignnone" width="300"]' . $image . ' word-caption[/caption]';
add_post(
	array(
		'post_title'   => 'The classic editor',
		'post_content' => "word-first\nword-line\n\n$caption\n\n$gallery\n\nhttps://www.youtube.com/watch?v=CFrP6QfbC2g\n\n<!--more-->\n\nword-last ]]> word-cdata",
	)
);
add_post( array( 'post_title' => 'Not yet', 'post_content' => 'word-draft', 'post_status' => 'draft' ) );
add_post( array( 'post_title' => 'Locked', 'post_content' => 'word-locked', 'post_password' => 'sesame' ) );
add_post( array( 'post_title' => 'Later', 'post_content' => 'word-later', 'post_status' => 'future', 'post_date' => '2099-01-01 08:00:00' ) );
$about = add_post( array( 'post_title' => 'About us', 'post_content' => 'word-about', 'post_type' => 'page', 'post_name' => 'about' ) );
// WordPress keeps the old name itself, as a custom field.
wp_update_post( array( 'ID' => $blocks, 'post_name' => 'every-block' ) );

// The names of the blocks that this WordPress knows, for the test to compare.
$known = array_keys( WP_Block_Type_Registry::get_instance()->get_all_registered() );
file_put_contents( getenv( 'WORDPRESS_FOLDER' ) . '/blocks.json', wp_json_encode( $known ) );
// It would send its export as a download.
@export_wp( array( 'content' => 'all' ) );
